import { describe, expect, it } from 'vitest';
import { mondayBefore } from './firstWeek';

describe('the first week', () => {
  it('has begun even on a Monday before the hand-off', () => {
    const monday = Date.UTC(2026, 10, 23, 1);
    expect(mondayBefore(monday, 'Europe/Vienna')).toBe('2026-11-16');
    // Still Sunday there.
    expect(mondayBefore(monday, 'America/New_York')).toBe('2026-11-09');
  });
});
