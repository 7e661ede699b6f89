import { describe, expect, it } from 'vitest';
import { moved, rotationWords } from './rotation';

describe('a rotation in words', () => {
  it('says how often and when', () => {
    const weekly = {
      unit: 'ROTATION_UNIT_WEEK',
      handoffDay: 'WEEKDAY_MONDAY',
      handoffTime: '09:00',
    } as const;
    expect(rotationWords(weekly)).toBe('weekly, Monday 09:00');
    expect(rotationWords({ ...weekly, length: 2 })).toBe('every 2 weeks, Monday 09:00');
    expect(rotationWords({ unit: 'ROTATION_UNIT_DAY', length: 3, handoffTime: '18:00' })).toBe(
      'every 3 days, 18:00',
    );
  });
});

describe('moving', () => {
  it('keeps the others in their order, and stays within the list', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, -5)).toEqual(['c', 'a', 'b']);
    expect(moved(['a'], 3, 0)).toEqual(['a']);
  });
});
