import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { type AlertQuery, type Filters, queryOf } from '../filters';

export type Alert = Schemas['Alert'];
export type AlertPage = Schemas['ListAlertsResponse'];

export const PAGE_SIZE = 100;

export async function listAlerts(
  query: AlertQuery,
  pageToken: string,
  pageSize = PAGE_SIZE,
): Promise<AlertPage> {
  const { data } = await api.GET('/api/v1/alerts', { params: { query: { ...query, pageSize, pageToken } } });
  return data!;
}

/**
 * The list page by page, newest first. It is never loaded again by itself: live entries change what is there, so that
 * nothing jumps under the reader's eyes.
 */
export const alertListQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'list', filters] as const,
    queryFn: ({ pageParam }) => listAlerts(queryOf(filters, Date.now()), pageParam),
    initialPageParam: '',
    getNextPageParam: (last: AlertPage) => last.nextPageToken || undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
