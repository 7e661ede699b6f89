import { Temporal } from 'temporal-polyfill';
import type { AuditFilter } from './search';

/** The instants of whole days in a zone: from the first one's start until before the day after the last. */
export function rangeOf(
  filter: Pick<AuditFilter, 'from' | 'to'>,
  zone: string,
): { startTime?: string; endTime?: string } {
  const startOf = (day: string, plus: number) => {
    try {
      return Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(zone).toInstant().toString();
    } catch {
      return undefined;
    }
  };
  const start = filter.from && startOf(filter.from, 0);
  const end = filter.to && startOf(filter.to, 1);
  return { ...(start ? { startTime: start } : {}), ...(end ? { endTime: end } : {}) };
}
