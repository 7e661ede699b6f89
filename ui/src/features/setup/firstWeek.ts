import { Temporal } from 'temporal-polyfill';

/** Monday of the week before, in a zone: a rotation that starts then is already under way, whatever the hour. */
export function mondayBefore(now: number, zone: string): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1 + 7 }).toString();
}
