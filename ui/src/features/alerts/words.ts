import { clockTime, shortTime } from '@/lib/time';

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** A sentence of the API with its instants in the reader's zone: the clock alone when it is the day of `now`. */
export function readable(sentence: string, now: number, zone?: string): string {
  const day = (instant: string | Date) => shortTime(instant, zone).slice(0, -7);
  const today = day(new Date(now));
  return sentence.replace(INSTANT, (instant) => {
    if (Number.isNaN(Date.parse(instant))) return instant;
    return day(instant) === today ? clockTime(instant, zone) : shortTime(instant, zone);
  });
}
