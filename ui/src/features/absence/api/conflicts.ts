import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { schedulesQuery } from '@/lib/schedules';

export type InTheWay = Schemas['ShiftInTheWay'];

/** Shifts to come on a schedule during time off and public holidays, until an instant. */
export const conflictsQuery = (scheduleId: string, until: number) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'conflicts', until],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/conflicts', {
        params: {
          path: { schedule_id: scheduleId },
          query: { endTime: new Date(until).toISOString() },
        },
      });
      return { conflicts: data?.conflicts ?? [], names: data?.userNames ?? {} };
    },
  });
