import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';
import { allPages } from './people';

export type Team = Schemas['Team'];

/** Every team, by name. */
export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/teams', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.teams, next: data?.nextPageToken };
    }),
  staleTime: 60_000,
});
