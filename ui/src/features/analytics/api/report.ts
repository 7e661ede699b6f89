import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { readerZone } from '@/lib/time';
import { type RangeSearch, spanOf } from '../range';

export type CsvTable = Schemas['AnalyticsTable'];

const ask = async (search: RangeSearch, csv?: CsvTable) =>
  (
    await api.GET('/api/v1/analytics', {
      params: { query: { ...spanOf(search, Date.now()), timeZone: readerZone(), ...(csv ? { csv } : {}) } },
    })
  ).data!;

/** What the alerts of a range have cost. */
export const reportQuery = (search: RangeSearch) =>
  queryOptions({
    queryKey: ['analytics', search],
    queryFn: () => ask(search),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** One table of the same as CSV. */
export const reportCsv = async (search: RangeSearch, table: CsvTable): Promise<string> =>
  (await ask(search, table)).csv ?? '';
