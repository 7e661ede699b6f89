import { describe, expect, it } from 'vitest';
import { lengthWords, restrictionWords, rotationWords, type Weekday } from './rotation';

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
    expect(rotationWords({ unit: 'ROTATION_UNIT_HOUR', length: 12, handoffTime: '07:00' })).toBe(
      'every 12 hours from 07:00',
    );
    expect(
      rotationWords({ unit: 'ROTATION_UNIT_MONTH', handoffTime: '09:00', startDate: '2026-01-05' }),
    ).toBe('monthly on day 5, 09:00');
    expect(rotationWords(undefined)).toBe('no rotation');
  });

  it('says how long a turn is', () => {
    expect(lengthWords({ unit: 'ROTATION_UNIT_DAY' })).toBe('day');
    expect(lengthWords({ unit: 'ROTATION_UNIT_WEEK', length: 2 }, 3)).toBe('6 weeks');
  });
});

describe('a window of the week in words', () => {
  const days = (...names: string[]) => names.map((it) => `WEEKDAY_${it}` as Weekday);
  it('joins days that follow each other', () => {
    const week = days('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY');
    expect(restrictionWords({ weekdays: week, start: '09:00', end: '17:00' })).toBe('Mon–Fri 09:00–17:00');
    expect(
      restrictionWords({ weekdays: days('SUNDAY', 'MONDAY', 'SATURDAY'), start: '09:00', end: '17:00' }),
    ).toBe('Mon, Sat, Sun 09:00–17:00');
    expect(restrictionWords({ start: '09:00', end: '17:00' })).toBe('every day 09:00–17:00');
  });

  it('says that it ends on the day after', () => {
    expect(restrictionWords({ start: '22:00', end: '06:00' })).toBe('every day 22:00–06:00 (next day)');
    expect(restrictionWords({ start: '00:00', end: '00:00' })).toBe('every day 00:00–00:00 (next day)');
  });
});
