import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './api';

/** Every page of a list, one after the other. */
export async function allPages<T>(
  page: (pageToken: string) => Promise<{ items: readonly T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token = '';
  do {
    const { items, next } = await page(token);
    all.push(...(items ?? []));
    token = next ?? '';
  } while (token);
  return all;
}

export const peopleQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/users', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.users, next: data?.nextPageToken };
    }),
  staleTime: 60_000,
});

/** Names of people by id. A name that is not known (deleted, not permitted) is told by its id's beginning. */
export function useNames() {
  const { data } = useQuery(peopleQuery);
  const names = new Map((data ?? []).map((it) => [it.id ?? '', it.name]));
  return (id: string | undefined) => {
    if (!id) return 'nobody';
    // Until the names are there nothing is better than an id that turns into a name.
    return names.get(id) ?? (data ? `person ${id.slice(0, 8)}` : ' ');
  };
}
