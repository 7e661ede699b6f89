import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { type CalendarFeed, calendarFeedsQuery } from '@/lib/calendarFeeds';
import { schedulesQuery } from '@/lib/schedules';

export type FeedEvent = Schemas['CalendarFeedEvent'];

export const feedQuery = (id: string) =>
  queryOptions({
    queryKey: [...calendarFeedsQuery.queryKey, id],
    queryFn: async () => (await api.GET('/api/v1/calendar-feeds/{id}', { params: { path: { id } } })).data!,
    // It is read again by itself.
    refetchInterval: 60_000,
  });

/** Its shifts of the next 90 days. */
export const feedEventsQuery = (id: string) =>
  queryOptions({
    queryKey: [...calendarFeedsQuery.queryKey, id, 'events'],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/calendar-feeds/{id}/events', { params: { path: { id } } });
      return { events: data?.events ?? [], more: data?.more ?? false };
    },
  });

function useFeedMutation<V, R>(success: string, quiet: boolean, run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success, quiet },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: calendarFeedsQuery.queryKey }),
        // Layers take their turns from it.
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
      ]),
  });
}

export const useImportCalendar = () =>
  useFeedMutation(
    'Calendar imported',
    true,
    async (feed: CalendarFeed) => (await api.POST('/api/v1/calendar-feeds', { body: feed })).data!,
  );

/** Changes the fields that are given, and reads the calendar again. */
export const useChangeCalendar = (id: string) =>
  useFeedMutation(
    'Calendar saved',
    true,
    async (changes: Partial<CalendarFeed>) =>
      (
        await api.PATCH('/api/v1/calendar-feeds/{feed.id}', {
          params: { path: { 'feed.id': id }, query: { updateMask: Object.keys(changes).join(',') } },
          body: changes,
        })
      ).data!,
  );

export const useRefreshCalendar = (id: string) =>
  useFeedMutation('Calendar read', false, () =>
    api.POST('/api/v1/calendar-feeds/{id}/refresh', { params: { path: { id } }, body: {} }),
  );

/** @param leave goes where it is not shown any more, before it is gone */
export function useDeleteCalendar(id: string, leave: () => Promise<void>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/calendar-feeds/{id}', { params: { path: { id } } }),
    meta: { success: 'Calendar deleted' },
    onSuccess: async () => {
      await leave();
      queries.removeQueries({ queryKey: feedQuery(id).queryKey });
      queries.invalidateQueries({ queryKey: calendarFeedsQuery.queryKey });
      queries.invalidateQueries({ queryKey: schedulesQuery.queryKey });
    },
  });
}
