import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { schedulesQuery } from '@/lib/schedules';
import { type TimeOff, timeOffQuery } from '@/lib/timeOff';

function useTimeOffMutation<V>(success: string, quiet: boolean, run: (variables: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success, quiet },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: timeOffQuery.queryKey }),
        // Calendars tell which turns are in the way.
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
      ]),
  });
}

export const useAddTimeOff = () =>
  useTimeOffMutation(
    'Time off entered',
    true,
    (timeOff: Pick<TimeOff, 'userId' | 'startTime' | 'endTime' | 'note'>) =>
      api.POST('/api/v1/time-off', { body: timeOff }),
  );

export const useRemoveTimeOff = () =>
  useTimeOffMutation('Time off removed', false, (id: string) =>
    api.DELETE('/api/v1/time-off/{id}', { params: { path: { id } } }),
  );
