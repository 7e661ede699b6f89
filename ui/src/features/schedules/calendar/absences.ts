import { Temporal } from 'temporal-polyfill';
import { type Holiday, type HolidayCalendar, type HolidaySource, sourceOf } from '@/lib/holidays';
import type { TimeOff } from '@/lib/timeOff';
import type { Interval } from './geometry';

/** Why somebody should not be on call, as the calendar draws it. */
export interface Absence extends Interval {
  readonly kind: 'away' | 'holiday';
  readonly title: string;
}

/** Somebody of the schedule. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
}

/** A region or an imported calendar whose holidays count, for whom, and in which zone its days are. */
interface Counted {
  readonly region: HolidaySource;
  readonly zone: string;
  /** Empty for everybody who has none of their own. */
  readonly names: readonly string[];
}

/** Which public holidays count on a schedule: its own, and those that its people have of their own. */
export function countedRegions(
  calendars: readonly HolidayCalendar[],
  scheduleId: string,
  scheduleZone: string,
  members: readonly Member[],
): readonly Counted[] {
  const found: { region: string; zone: string; names: string[] }[] = [];
  const own = calendars.find((it) => scheduleId && it.scheduleId === scheduleId);
  if (own) found.push({ region: sourceOf(own), zone: scheduleZone, names: [] });
  for (const member of members) {
    const theirs = calendars.find((it) => it.userId === member.id);
    if (!theirs) continue;
    const region = sourceOf(theirs);
    const same = found.find((it) => it.region === region && it.zone === member.zone);
    if (!same) found.push({ region, zone: member.zone, names: [member.name] });
    else if (same.names.length > 0) same.names.push(member.name);
  }
  return found;
}

/** The years that a range touches in any zone. */
export function yearsOf({ start, end }: Interval): readonly number[] {
  const first = new Date(start - 86_400_000).getUTCFullYear();
  const last = new Date(end + 86_400_000).getUTCFullYear();
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** One day of a zone, from midnight to midnight. */
function dayIn(date: string, zone: string): Interval {
  const day = Temporal.PlainDate.from(date);
  const at = (it: Temporal.PlainDate) => it.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { start: at(day), end: at(day.add({ days: 1 })) };
}

/** The holidays of the regions that count within a range, by start. */
export function holidaysIn(
  counted: readonly Counted[],
  daysOf: (region: string) => readonly Holiday[],
  range: Interval,
): readonly Absence[] {
  return counted
    .flatMap(({ region, zone, names }) =>
      daysOf(region).map((it) => ({
        ...dayIn(it.date ?? '', zone),
        kind: 'holiday' as const,
        title: names.length > 0 ? `${it.name}: ${names.join(', ')}` : (it.name ?? ''),
      })),
    )
    .filter((it) => it.start < range.end && it.end > range.start)
    .toSorted((a, b) => a.start - b.start);
}

/** Time off of the people of a schedule within a range, by start. */
export function awayIn(
  timeOff: readonly TimeOff[],
  members: readonly Member[],
  range: Interval,
): readonly Absence[] {
  return timeOff
    .flatMap((it) => {
      const name = members.find((member) => member.id === it.userId)?.name;
      const start = Date.parse(it.startTime ?? '');
      const end = Date.parse(it.endTime ?? '');
      if (name === undefined || !(start < range.end && end > range.start)) return [];
      return [{ start, end, kind: 'away' as const, title: `${name} is away` }];
    })
    .toSorted((a, b) => a.start - b.start);
}
