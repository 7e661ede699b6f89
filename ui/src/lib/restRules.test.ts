import { describe, expect, it } from 'vitest';
import { nightWords, restRulesWords } from './restRules';

describe('rest rules', () => {
  it('are told in a sentence, and are none until one is set', () => {
    expect(restRulesWords({})).toBeUndefined();
    expect(restRulesWords({ minRestHours: 11 })).toBe('at least 11 h of rest between two shifts');
    expect(restRulesWords({ minRestHours: 11, nightBudgetHours: 40 })).toBe(
      'at least 11 h of rest between two shifts, at most 40 h at night in any 28 days',
    );
  });

  it('say when pages are diverted', () => {
    expect(restRulesWords({ minRestHours: 11, divert: true })).toContain('the secondary is paged');
  });

  it('know the night, the built-in one too', () => {
    expect(nightWords({})).toBe('22:00–06:00');
    expect(nightWords({ nightStart: '23:00', nightEnd: '07:00' })).toBe('23:00–07:00');
  });
});
