import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { allPages } from '@/lib/people';

/** What keys are for, by id: the log names keys by their ids alone. */
export const keyNamesQuery = queryOptions({
  queryKey: ['api-key-names'],
  queryFn: async () => {
    const keys = await allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/api-keys', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.apiKeys, next: data?.nextPageToken };
    });
    return new Map(keys.map((it) => [it.id ?? '', it.description ?? '']));
  },
  staleTime: 60_000,
});
