import { Temporal } from 'temporal-polyfill';

/** Half-open, in milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** One day of the calendar in a zone: 24 hours, or what a change of the clocks makes of it. */
export interface Day extends Interval {
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** Seven days from Monday on. */
export interface Week extends Interval {
  readonly days: readonly Day[];
}

export type View = 'month' | 'weeks' | 'list';

const HOUR = 3_600_000;

export const hoursOf = (day: Interval): number => (day.end - day.start) / HOUR;

export const todayIn = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();

const startOf = (date: Temporal.PlainDate, zone: string): number =>
  date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;

const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate =>
  date.subtract({ days: date.dayOfWeek - 1 });

/** The whole weeks that a view shows: those that touch the month of `at`, or two from the week of `at` on. */
export function weeksOf(view: View, at: string, zone: string): readonly Week[] {
  const date = Temporal.PlainDate.from(at);
  const first = mondayOf(view === 'weeks' ? date : date.with({ day: 1 }));
  const last =
    view === 'weeks'
      ? first.add({ weeks: 2 })
      : mondayOf(date.with({ day: date.daysInMonth })).add({ weeks: 1 });
  const weeks: Week[] = [];
  for (let monday = first; Temporal.PlainDate.compare(monday, last) < 0; monday = monday.add({ weeks: 1 })) {
    const days = Array.from({ length: 7 }, (_, i) => {
      const day = monday.add({ days: i });
      return { date: day.toString(), start: startOf(day, zone), end: startOf(day.add({ days: 1 }), zone) };
    });
    weeks.push({ days, start: days[0]!.start, end: days[6]!.end });
  }
  return weeks;
}

/** The date to go to for the view before (-1) or after (+1). */
export function step(view: View, at: string, by: number): string {
  const date = Temporal.PlainDate.from(at);
  return (
    view === 'weeks' ? mondayOf(date).add({ weeks: 2 * by }) : date.with({ day: 1 }).add({ months: by })
  ).toString();
}

/**
 * Where an instant lies in a week, in days from its left edge: 0 to 7. Every day is equally wide, whatever its
 * number of hours, so that columns stay straight on days when the clocks change.
 */
export function positionOf(week: Week, instant: number): number {
  if (instant <= week.start) return 0;
  if (instant >= week.end) return 7;
  const index = week.days.findIndex((it) => instant < it.end);
  const day = week.days[index]!;
  return index + (instant - day.start) / (day.end - day.start);
}

/** The instant at a position of a week; the other way round of {@link positionOf}. */
export function instantAt(week: Week, position: number): number {
  if (position >= 7) return week.end;
  const clear = Math.max(0, position);
  const day = week.days[Math.floor(clear)]!;
  return day.start + (clear - Math.floor(clear)) * (day.end - day.start);
}

/** The nearest full hour on the clocks of a zone. */
export function nearestHour(instant: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(instant))
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'hour', roundingMode: 'halfExpand' }).epochMilliseconds;
}

/** The part of something that lies in one week. */
export interface Segment<T> {
  readonly item: T;
  /** Position of its left and right edge in the week, 0 to 7. */
  readonly from: number;
  readonly to: number;
  /** It goes on in the week before, or after. */
  readonly before: boolean;
  readonly after: boolean;
}

/** What lies in a week of half-open intervals, by start. */
export function segmentsOf<T extends Interval>(items: readonly T[], week: Week): readonly Segment<T>[] {
  return items
    .filter((it) => it.start < week.end && it.end > week.start)
    .map((item) => ({
      item,
      from: positionOf(week, item.start),
      to: positionOf(week, item.end),
      before: item.start < week.start,
      after: item.end > week.end,
    }))
    .sort((a, b) => a.from - b.from);
}

/** Segments in as few lanes as need be, so that none lies on another. */
export function lanesOf<T>(segments: readonly Segment<T>[]): readonly (readonly Segment<T>[])[] {
  const lanes: Segment<T>[][] = [];
  for (const segment of segments) {
    const lane = lanes.find((it) => it.at(-1)!.to <= segment.from);
    if (lane) lane.push(segment);
    else lanes.push([segment]);
  }
  return lanes;
}
