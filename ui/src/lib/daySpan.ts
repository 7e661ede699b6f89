import { clockTime, readerZone, shortTime } from './time';

const DAY = 86_400_000;

/** `Mon 2 Jun` of `Mon 2 Jun, 14:05` */
const dayWords = (at: number, zone: string): string => {
  const words = shortTime(new Date(at), zone);
  return words.slice(0, words.lastIndexOf(','));
};

/**
 * A stretch in words: by days where it is from midnight to midnight (`Mon 2 Jun – Fri 6 Jun`, the last one included),
 * else by the clock.
 */
export function daySpan(start: number, end: number, zone = readerZone()): string {
  const midnight = (at: number) => clockTime(new Date(at), zone) === '00:00';
  const first = dayWords(start, zone);
  if (midnight(start) && midnight(end)) {
    const last = dayWords(end - 1, zone);
    return first === last && end - start < 2 * DAY ? first : `${first} – ${last}`;
  }
  const from = shortTime(new Date(start), zone);
  return `${from} – ${dayWords(end, zone) === first && end - start < DAY ? clockTime(new Date(end), zone) : shortTime(new Date(end), zone)}`;
}
