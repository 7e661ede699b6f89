import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** More schedules are left to their own screen. */
const MOST = 8;

/** Who is on call now, by schedule. */
export const onCallQuery = queryOptions({
  queryKey: ['home', 'on-call'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/schedules', { params: { query: { pageSize: MOST } } });
    return Promise.all(
      (data?.schedules ?? []).map(async (schedule) => {
        const id = schedule.id ?? '';
        const answer = await api.GET('/api/v1/schedules/{schedule_id}/oncall', {
          params: { path: { schedule_id: id } },
        });
        return { id, name: schedule.name ?? '', onCall: answer.data?.onCall ?? [] };
      }),
    );
  },
  staleTime: 30_000,
  refetchInterval: 60_000,
});
