import type { Swap } from '@/components/swaps/api';
import type { HolidayCalendar } from '@/lib/holidays';
import { peopleOf } from '@/lib/layers';
import type { Schedule } from '@/lib/schedules';
import type { TimeOff } from '@/lib/timeOff';
import type { InTheWay } from './api/conflicts';

/** More schedules than these are not asked at once; each calendar tells its own. */
export const MOST_SCHEDULES = 30;

/**
 * The schedules on which somebody's shift may be in the way of time off or public holidays. `only` leaves those of one
 * person. People of imported calendars are not known beforehand: such schedules are always asked.
 */
export function schedulesToAsk(
  schedules: readonly Schedule[],
  timeOff: readonly TimeOff[],
  holidays: readonly HolidayCalendar[],
  only?: string,
): readonly Schedule[] {
  const away = new Set([...timeOff, ...holidays].map((it) => it.userId ?? '').filter(Boolean));
  const days = new Set(holidays.map((it) => it.scheduleId ?? '').filter(Boolean));
  if (away.size + days.size === 0) return [];
  return schedules.filter((it) => {
    const imported = (it.layers ?? []).some((layer) => layer.feedId);
    const people = peopleOf(it.layers);
    if (only && !imported && !people.includes(only)) return false;
    return imported || days.has(it.id ?? '') || people.some((id) => away.has(id));
  });
}

const ms = (time: string | undefined) => Date.parse(time ?? '');

/** The open swap that asks somebody to take a shift or a part of it. */
export const swapOf = (conflict: InTheWay, swaps: readonly Swap[]): Swap | undefined =>
  swaps.find(
    (it) =>
      it.state === 'SWAP_STATE_OPEN' &&
      it.scheduleId === conflict.scheduleId &&
      it.userId === conflict.userId &&
      ms(it.startTime) < ms(conflict.endTime) &&
      ms(it.endTime) > ms(conflict.startTime),
  );

/** By time; of one person when given. Time off comes before a holiday at the same time. */
export const inOrder = (conflicts: readonly InTheWay[], only?: string): readonly InTheWay[] =>
  conflicts
    .filter((it) => !only || it.userId === only)
    .toSorted((a, b) => ms(a.startTime) - ms(b.startTime) || (b.kind ?? '').localeCompare(a.kind ?? ''));
