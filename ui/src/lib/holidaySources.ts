import { useQuery } from '@tanstack/react-query';
import { calendarFeedsQuery } from './calendarFeeds';
import { type HolidayCalendar, isImported, regionsQuery, sourceOf } from './holidays';

/** Names of the regions and imported calendars of these; the code of a region until its name is there. */
export function useSourceNames(attached: readonly HolidayCalendar[]) {
  const imported = (it: HolidayCalendar) => isImported(sourceOf(it));
  const regions = useQuery({ ...regionsQuery, enabled: attached.some((it) => !imported(it)) }).data;
  const feeds = useQuery({ ...calendarFeedsQuery, enabled: attached.some(imported) }).data;
  return (calendar: HolidayCalendar): string =>
    imported(calendar)
      ? (feeds?.find((it) => it.id === calendar.feedId)?.name ?? 'An imported calendar')
      : (regions?.find((it) => it.code === calendar.region)?.name ?? calendar.region ?? '');
}
