import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import {
  hoursOf,
  instantAt,
  lanesOf,
  nearestHour,
  positionOf,
  segmentsOf,
  step,
  todayIn,
  weeksOf,
} from './geometry';

vi.setConfig({ testTimeout: 120_000 });

/** Zones that change by an hour, by half an hour, at midnight, by a whole day, or never. */
const zones = [
  'Europe/Vienna',
  'America/New_York',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const date = fc
  .tuple(
    fc.integer({ min: 2000, max: 2040 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => new Temporal.PlainDate(year, month, day).toString());
const view = fc.constantFrom('month' as const, 'weeks' as const);

describe('weeks of a view', () => {
  it('follow each other without a hole or an overlap, from Monday on', () => {
    fc.assert(
      fc.property(view, date, zone, (v, at, z) => {
        const days = weeksOf(v, at, z).flatMap((it) => it.days);
        for (const [i, day] of days.entries()) {
          expect(day.end).toBe(days[i + 1]?.start ?? day.end);
          expect(day.end).toBeGreaterThanOrEqual(day.start);
          expect(Temporal.PlainDate.from(day.date).dayOfWeek).toBe((i % 7) + 1);
        }
      }),
    );
  });

  it('hold the day asked for, and all of its month', () => {
    fc.assert(
      fc.property(view, date, zone, (v, at, z) => {
        const dates = weeksOf(v, at, z).flatMap((it) => it.days.map((day) => day.date));
        expect(dates).toContain(at);
        if (v === 'month') {
          const asked = Temporal.PlainDate.from(at);
          expect(dates.filter((it) => it.startsWith(at.slice(0, 7)))).toHaveLength(asked.daysInMonth);
        } else {
          expect(dates).toHaveLength(14);
        }
      }),
    );
  });

  it('know the days on which the clocks change', () => {
    const day = (at: string, z: string) =>
      weeksOf('weeks', at, z)
        .flatMap((it) => it.days)
        .find((it) => it.date === at)!;
    expect(hoursOf(day('2026-03-29', 'Europe/Vienna'))).toBe(23);
    expect(hoursOf(day('2026-10-25', 'Europe/Vienna'))).toBe(25);
    expect(hoursOf(day('2026-04-05', 'Australia/Lord_Howe'))).toBe(24.5);
    expect(hoursOf(day('2011-12-30', 'Pacific/Apia'))).toBe(0);
  });
});

describe('positions', () => {
  it('grow with time and come back to the instant', () => {
    fc.assert(
      fc.property(date, zone, fc.double({ min: 0, max: 1, noNaN: true }), (at, z, share) => {
        const week = weeksOf('weeks', at, z)[0]!;
        const instant = week.start + Math.floor(share * (week.end - week.start));
        const position = positionOf(week, instant);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(7);
        expect(positionOf(week, instant + 60_000)).toBeGreaterThanOrEqual(position);
        expect(Math.abs(instantAt(week, position) - instant)).toBeLessThan(1);
      }),
    );
  });

  it('put midnight on the line between two days, also after a change of the clocks', () => {
    const week = weeksOf('weeks', '2026-03-29', 'Europe/Vienna')[0]!;
    const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
    expect(positionOf(week, at('2026-03-29T00:00+01:00'))).toBe(6);
    expect(positionOf(week, at('2026-03-30T00:00+02:00'))).toBe(7);
    // Eleven of 23 hours have passed at noon.
    expect(positionOf(week, at('2026-03-29T12:00+02:00'))).toBeCloseTo(6 + 11 / 23);
  });

  it('snap to full hours on the clock, not of the epoch', () => {
    fc.assert(
      fc.property(date, zone, fc.integer({ min: 0, max: 86_399 }), (at, z, second) => {
        const snapped = nearestHour(weeksOf('weeks', at, z)[0]!.start + second * 1000, z);
        const clock = Temporal.Instant.fromEpochMilliseconds(snapped).toZonedDateTimeISO(z);
        expect(clock.second).toBe(0);
        // In the half hour that Lord Howe skips there is no full hour.
        if (z !== 'Australia/Lord_Howe') expect(clock.minute).toBe(0);
      }),
    );
  });
});

describe('segments', () => {
  it('cover in all weeks together exactly the time of the shifts in view', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 20 * 24 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(view, date, zone, lengths, (v, at, z, hours) => {
        const weeks = weeksOf(v, at, z);
        let from = weeks[0]!.start - 36 * 3_600_000;
        const shifts = hours.map((it) => {
          const shift = { start: from, end: from + it * 3_600_000 };
          from = shift.end;
          return shift;
        });
        const end = weeks.at(-1)!.end;
        const inView = shifts.reduce(
          (sum, it) => sum + Math.max(0, Math.min(it.end, end) - Math.max(it.start, weeks[0]!.start)),
          0,
        );
        let drawn = 0;
        for (const week of weeks) {
          const segments = segmentsOf(shifts, week);
          expect(lanesOf(segments).length).toBeLessThanOrEqual(1);
          for (const [i, it] of segments.entries()) {
            drawn += instantAt(week, it.to) - instantAt(week, it.from);
            if (i > 0) expect(it.from).toBe(segments[i - 1]!.to);
          }
        }
        expect(Math.abs(drawn - inView)).toBeLessThan(100);
      }),
    );
  });

  it('tell where a shift goes on beyond the week', () => {
    const weeks = weeksOf('weeks', '2026-11-16', 'Europe/Vienna');
    const shift = { start: weeks[0]!.days[4]!.start, end: weeks[1]!.days[1]!.start };
    expect(segmentsOf([shift], weeks[0]!)[0]).toMatchObject({ from: 4, to: 7, before: false, after: true });
    expect(segmentsOf([shift], weeks[1]!)[0]).toMatchObject({ from: 0, to: 1, before: true, after: false });
  });

  it('lie in lanes of their own where they overlap', () => {
    const week = weeksOf('weeks', '2026-11-16', 'UTC')[0]!;
    const day = (from: number, to: number) => ({ start: week.days[from]!.start, end: week.days[to]!.start });
    const lanes = lanesOf(segmentsOf([day(0, 3), day(2, 4), day(3, 5)], week));
    expect(lanes.map((it) => it.length)).toEqual([2, 1]);
  });
});

describe('steps', () => {
  it('go by months and by two weeks', () => {
    expect(step('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(step('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(step('weeks', '2026-11-21', 1)).toBe('2026-11-30');
  });

  it('know what day it is elsewhere', () => {
    const now = Date.UTC(2026, 10, 21, 23, 30);
    expect(todayIn('Europe/Vienna', now)).toBe('2026-11-22');
    expect(todayIn('America/New_York', now)).toBe('2026-11-21');
  });
});
