import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Coverage = Schemas['GetCoverageResponse'];
export type PolicyCoverage = Schemas['PolicyCoverage'];
export type CoverageStretch = Schemas['CoverageStretch'];
export type Reason = Schemas['Reason'];

/** All policies over the days to come, however many pages they are. */
async function prove(days: number): Promise<Coverage> {
  let whole: Coverage | undefined;
  let pageToken = '';
  do {
    const { data } = await api.GET('/api/v1/coverage', {
      params: {
        query: { days, ...(whole ? { pageToken, startTime: whole.startTime ?? '' } : {}) },
      },
    });
    const page = data!;
    whole = whole ? { ...whole, policies: [...(whole.policies ?? []), ...(page.policies ?? [])] } : page;
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  return whole;
}

export const coverageQuery = (days: number) =>
  queryOptions({
    queryKey: ['coverage', days],
    queryFn: () => prove(days),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
