import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { calendarFeedsQuery } from '@/lib/calendarFeeds';
import { type HolidayCalendar, holidayCalendarsQuery } from '@/lib/holidays';
import { schedulesQuery } from '@/lib/schedules';

function useHolidayMutation<V>(success: string, quiet: boolean, run: (variables: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success, quiet },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: holidayCalendarsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
      ]),
  });
}

/** Attaches the holidays of a region or an imported calendar to a person or a schedule, in place of what was attached before. */
export const useSetHolidays = () =>
  useHolidayMutation(
    'Public holidays saved',
    true,
    (calendar: Pick<HolidayCalendar, 'userId' | 'scheduleId' | 'region' | 'feedId'>) =>
      api.POST('/api/v1/holiday-calendars', { body: calendar }),
  );

/** Imports the calendar at an address, for its days; its id. */
export function useImportHolidays() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (feed: { name: string; url: string }) =>
      (await api.POST('/api/v1/calendar-feeds', { body: feed })).data!,
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: calendarFeedsQuery.queryKey }),
  });
}

export const useRemoveHolidays = () =>
  useHolidayMutation('Public holidays removed', false, (id: string) =>
    api.DELETE('/api/v1/holiday-calendars/{id}', { params: { path: { id } } }),
  );
