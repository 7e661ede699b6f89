import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type CalendarLink = Schemas['CalendarLink'];

/** Whose shifts an address shows: those of a schedule, or the reader's own. */
export type LinkOf = { readonly scheduleId: string } | { readonly userId: 'me' };

/** The addresses that the reader may see, the newest first. */
export const calendarLinksQuery = queryOptions({
  queryKey: ['calendar-links'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/calendar-links', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.links, next: data?.nextPageToken };
    }),
});

export function useCreateLink() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ of, label }: { of: LinkOf; label: string }) =>
      (await api.POST('/api/v1/calendar-links', { body: { ...of, label } })).data!,
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: calendarLinksQuery.queryKey }),
  });
}

export function useRevokeLink() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE('/api/v1/calendar-links/{id}', { params: { path: { id } } }),
    meta: { success: 'Revoked: the address answers nobody any more' },
    onSuccess: () => queries.invalidateQueries({ queryKey: calendarLinksQuery.queryKey }),
  });
}
