import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
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

/** Attaches a region's holidays to a person or a schedule, in place of what was attached before. */
export const useSetHolidays = () =>
  useHolidayMutation(
    'Public holidays saved',
    true,
    (calendar: Pick<HolidayCalendar, 'userId' | 'scheduleId' | 'region'>) =>
      api.POST('/api/v1/holiday-calendars', { body: calendar }),
  );

export const useRemoveHolidays = () =>
  useHolidayMutation('Public holidays removed', false, (id: string) =>
    api.DELETE('/api/v1/holiday-calendars/{id}', { params: { path: { id } } }),
  );
