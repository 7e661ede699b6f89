import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';
import { allPages } from './people';

export type TimeOff = Schemas['TimeOff'];

/** Everybody's time off that is not over, by start. */
export const timeOffQuery = queryOptions({
  queryKey: ['time-off'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/time-off', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.timeOff, next: data?.nextPageToken };
    }),
  // Others enter theirs meanwhile, and no event tells of it.
  refetchInterval: 60_000,
});
