import { clockTime, shortTime } from '@/lib/time';
import type { Interval } from './geometry';

/** `Sat 21 Nov, 09:00 – Sun 22 Nov, 09:00`, or without the second day when it is the first. */
export function spanWords({ start, end }: Interval, zone: string): string {
  const from = shortTime(new Date(start), zone);
  const to = shortTime(new Date(end), zone);
  const day = from.slice(0, from.lastIndexOf(','));
  return `${from} – ${to.startsWith(`${day},`) && end - start < 86_400_000 ? clockTime(new Date(end), zone) : to}`;
}
