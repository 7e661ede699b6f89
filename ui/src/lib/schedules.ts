import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';
import { allPages } from './people';

export type Schedule = Schemas['Schedule'];

/** Every schedule, by name. */
export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/schedules', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.schedules, next: data?.nextPageToken };
    }),
});
