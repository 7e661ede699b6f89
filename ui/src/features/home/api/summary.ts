import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** How many alerts are not resolved, by state and severity. */
export const summaryQuery = queryOptions({
  queryKey: ['home', 'summary'],
  queryFn: async () => (await api.GET('/api/v1/alerts/summary')).data!,
});
