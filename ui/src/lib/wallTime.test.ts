import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWall, toWall } from './wallTime';

const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'UTC',
];
const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 });

describe('wall time', () => {
  it('comes back to the instant, or to the first of two that look alike', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const instant = minute * 60_000;
        const back = fromWall(toWall(instant, zone), zone)!;
        expect(toWall(back.instant, zone)).toBe(toWall(instant, zone));
        if (!back.remark) expect(back.instant).toBe(instant);
        else expect(back.instant).toBeLessThanOrEqual(instant);
      }),
    );
  });

  it('says that a time is skipped', () => {
    const found = fromWall('2026-03-29T02:30', 'Europe/Vienna')!;
    expect(found.instant).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(found.remark).toBe('The clocks skip 02:30 on that day: 03:30 is taken.');
  });

  it('says that a time is repeated', () => {
    const found = fromWall('2026-10-25T02:30', 'Europe/Vienna')!;
    expect(found.instant).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(found.remark).toContain('twice');
  });

  it('knows what is no time', () => {
    expect(fromWall('', 'UTC')).toBeUndefined();
    expect(fromWall('2026-13-01T00:00', 'UTC')).toBeUndefined();
  });
});
