import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** Who is on call now, by schedule. */
export const onCallQuery = queryOptions({
  queryKey: ['home', 'on-call'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/oncall', { params: { query: {} } });
    return { schedules: data?.schedules ?? [], userNames: data?.userNames ?? {} };
  },
  staleTime: 30_000,
  refetchInterval: 60_000,
});
