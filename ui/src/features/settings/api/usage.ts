import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** What was used on the days from the first to the last (`YYYY-MM-DD`, UTC). */
export const usageQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['usage', from, to],
    queryFn: async () => (await api.GET('/api/v1/admin/usage', { params: { query: { from, to } } })).data!,
    staleTime: 60_000,
  });
