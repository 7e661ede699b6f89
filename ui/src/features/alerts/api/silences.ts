import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '@/lib/api';
import { allPages } from '@/lib/people';
import { type Filters, queryOf } from '../filters';
import { type Alert, listAlerts } from './listAlerts';

/** Making, changing and ending a silence is told by no stream: it is looked for this often. */
const LOOK_MS = 10_000;

/** Which silences hold something now and until when, as one word to compare. */
const silencesNowQuery = queryOptions({
  queryKey: ['silences', 'now'],
  queryFn: async () => {
    const silences = await allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/silences', {
        params: { query: { state: ['SILENCE_STATE_ACTIVE'], pageSize: 500, pageToken } },
      });
      return { items: data?.silences, next: data?.nextPageToken };
    });
    return silences
      .map((it) => `${it.id} ${it.endTime} ${JSON.stringify(it.matchers)}`)
      .sort()
      .join('\n');
  },
  refetchInterval: LOOK_MS,
});

/** Calls when alerts may be held by other silences than before, whoever made or ended them. */
export function useSilenceChanges(onChange: () => void): void {
  const { data } = useQuery(silencesNowQuery);
  const latest = useRef(onChange);
  latest.current = onChange;
  // What was loaded before the first look may lack a silence that the look found; none at all changes nothing.
  const before = useRef('');
  useEffect(() => {
    if (data === undefined || data === before.current) return;
    before.current = data;
    latest.current();
  }, [data]);
}

/** Every alert of the filters that a silence holds now. */
export const heldAlerts = (filters: Filters): Promise<Alert[]> =>
  allPages(async (pageToken) => {
    const question = { ...queryOf(filters, Date.now()), silenced: 'SILENCE_FILTER_SILENCED' as const };
    const page = await listAlerts(question, pageToken, 500);
    return { items: page.alerts, next: page.nextPageToken };
  });
