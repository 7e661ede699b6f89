import { describe, expect, it } from 'vitest';
import { clockTime, fullTime, relativeTime, shortDuration } from './time';

describe('time', () => {
  it('tells a length in its largest unit, cut off', () => {
    expect(shortDuration(0)).toBe('0s');
    expect(shortDuration(59_999)).toBe('59s');
    expect(shortDuration(60_000)).toBe('1m');
    expect(shortDuration(7_199_000)).toBe('1h');
    expect(shortDuration(86_400_000 * 9)).toBe('9d');
  });

  it('tells past and future', () => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    expect(relativeTime('2026-03-01T11:48:00Z', now)).toBe('12m ago');
    expect(relativeTime('2026-03-01T15:00:00Z', now)).toBe('in 3h');
    expect(relativeTime('2026-03-01T12:00:00.400Z', now)).toBe('now');
  });

  it('goes by the named zone, on both sides of a change of the clock', () => {
    expect(clockTime('2026-03-29T00:59:00Z', 'Europe/Vienna')).toBe('01:59');
    expect(clockTime('2026-03-29T01:00:00Z', 'Europe/Vienna')).toBe('03:00');
    expect(fullTime('2026-10-25T01:30:00Z', 'Europe/Vienna')).toContain('02:30:00');
  });
});
