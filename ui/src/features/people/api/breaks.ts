import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { allPages } from '@/lib/people';

/** The escalation policies, for what names a person. */
export const policiesQuery = queryOptions({
  queryKey: ['escalation-policies'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/escalation-policies', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.policies, next: data?.nextPageToken };
    }),
});
