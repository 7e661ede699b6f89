import { Temporal } from 'temporal-polyfill';
import { isDay } from '@/lib/day';

/** Days in the zone of the reader, both included, as `YYYY-MM-DD`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The API answers no longer range. */
const MOST_DAYS = 400;

const plus = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString();

/** Ranges to choose from, as seen from a day. */
export const presets: readonly {
  readonly value: string;
  readonly name: string;
  readonly of: (today: string) => Days;
}[] = [
  { value: 'weeks', name: 'Last 4 weeks', of: (today) => ({ from: plus(today, -27), to: today }) },
  { value: 'quarter', name: 'Last 90 days', of: (today) => ({ from: plus(today, -89), to: today }) },
  { value: 'year', name: 'This year', of: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: today }) },
  { value: 'next', name: 'Next 4 weeks, as planned', of: (today) => ({ from: today, to: plus(today, 27) }) },
];

/** The preset that a range is; undefined for one of its own. */
export const presetOf = (days: Days, today: string): string | undefined =>
  presets.find((it) => it.of(today).from === days.from && it.of(today).to === days.to)?.value;

/** Of what stands in two fields: the days to write down, the stored one for what is none; and what is left in them. */
export function partsOf(fields: Days, stored: Days): { written: Days; left: Partial<Days> } {
  return {
    written: {
      from: isDay(fields.from) ? fields.from : stored.from,
      to: isDay(fields.to) ? fields.to : stored.to,
    },
    left: {
      ...(isDay(fields.from) ? {} : { from: fields.from }),
      ...(isDay(fields.to) ? {} : { to: fields.to }),
    },
  };
}

/** What is wrong with a range, in words. */
export function mistakeIn({ from, to }: Days): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'Choose a first and a last day.';
  if (to < from) return 'It ends before it starts.';
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days + 1;
  return days > MOST_DAYS ? `At most ${MOST_DAYS} days can be compared: these are ${days}.` : undefined;
}

/** From its first instant to just after its last, in milliseconds. */
export function instantsOf({ from, to }: Days, zone: string): { start: number; end: number } {
  const at = (date: string) =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { start: at(from), end: at(plus(to, 1)) };
}
