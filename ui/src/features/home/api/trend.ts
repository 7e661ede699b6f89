import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { type Trend, trendOf } from '../trend';

const DAY_MS = 86_400_000;
const PAGE = 500;
const PAGES = 2;

/** How many alerts were received in each of the last 24 hours; of a flood, in those that two pages reach back to. */
export const trendQuery = queryOptions({
  queryKey: ['home-trend'],
  queryFn: async (): Promise<Trend> => {
    const now = Date.now();
    const createdAfter = new Date(now - DAY_MS).toISOString();
    const alerts: Schemas['Alert'][] = [];
    let pageToken = '';
    for (let i = 0; i < PAGES; i++) {
      const { data } = await api.GET('/api/v1/alerts', {
        params: { query: { createdAfter, pageSize: PAGE, pageToken } },
      });
      alerts.push(...(data?.alerts ?? []));
      pageToken = data?.nextPageToken ?? '';
      if (!pageToken) break;
    }
    return trendOf(
      alerts.map((it) => Date.parse(it.createTime ?? '')),
      pageToken !== '',
      now,
    );
  },
  staleTime: 60_000,
  refetchInterval: 120_000,
});
