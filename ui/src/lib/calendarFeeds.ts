import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';
import { allPages } from './people';

export type CalendarFeed = Schemas['CalendarFeed'];

/** Every imported calendar, by name. */
export const calendarFeedsQuery = queryOptions({
  queryKey: ['calendar-feeds'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/calendar-feeds', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.feeds, next: data?.nextPageToken };
    }),
  refetchInterval: 60_000,
});
