import { describe, expect, it } from 'vitest';
import { instantsOf, mistakeIn, partsOf, presetOf, presets } from './range';

describe('a range of days', () => {
  it('is four weeks to today by itself, and known as such', () => {
    const days = presets[0]!.of('2031-06-30');
    expect(days).toEqual({ from: '2031-06-03', to: '2031-06-30' });
    expect(presetOf(days, '2031-06-30')).toBe('weeks');
    expect(presetOf(days, '2031-07-01')).toBeUndefined();
  });

  it('holds its last day as a whole, whatever the clocks do', () => {
    const { start, end } = instantsOf({ from: '2031-03-30', to: '2031-03-30' }, 'Europe/Vienna');
    expect((end - start) / 3_600_000).toBe(23);
  });

  it('is written down without what is no day, which stays in its field', () => {
    const stored = { from: '2031-06-03', to: '2031-06-30' };
    expect(partsOf({ from: '', to: '2031-06-20' }, stored)).toEqual({
      written: { from: '2031-06-03', to: '2031-06-20' },
      left: { from: '' },
    });
    const both = { from: '2031-06-05', to: '2031-06-20' };
    expect(partsOf(both, stored)).toEqual({ written: both, left: {} });
  });

  it('cannot end before it starts, nor be longer than the API answers', () => {
    expect(mistakeIn({ from: '2031-06-02', to: '2031-06-01' })).toBe('It ends before it starts.');
    expect(mistakeIn({ from: '2031-06-02', to: '' })).toBe('Choose a first and a last day.');
    expect(mistakeIn({ from: '2031-02-30', to: '2031-06-02' })).toBe('Choose a first and a last day.');
    expect(mistakeIn({ from: '2031-01-01', to: '2032-02-04' })).toBeUndefined();
    expect(mistakeIn({ from: '2031-01-01', to: '2032-02-05' })).toContain('401');
  });
});
