import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type TimelineEntry = Schemas['TimelineEntry'];
export type Explanation = Schemas['Explanation'];

/** Everything that is read about one alert has a key that begins so. */
export const alertKey = (id: string) => ['alerts', 'one', id] as const;

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertKey(id), 'alert'],
    queryFn: async () => (await api.GET('/api/v1/alerts/{id}', { params: { path: { id } } })).data!,
  });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertKey(id), 'timeline'],
    queryFn: () =>
      allPages(async (pageToken) => {
        const { data } = await api.GET('/api/v1/alerts/{id}/timeline', {
          params: { path: { id }, query: { pageSize: 500, pageToken } },
        });
        return { items: data?.entries, next: data?.nextPageToken };
      }),
  });

export const explainQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertKey(id), 'explain'],
    queryFn: async () => (await api.GET('/api/v1/alerts/{id}/explain', { params: { path: { id } } })).data!,
  });

export async function addNote(id: string, text: string): Promise<TimelineEntry> {
  const { data } = await api.POST('/api/v1/alerts/{id}/notes', { params: { path: { id } }, body: { text } });
  return data!;
}

export async function escalateAlert(id: string): Promise<Schemas['AlertChange']> {
  const { data } = await api.POST('/api/v1/alerts/{id}/escalate', { params: { path: { id } }, body: {} });
  return data!;
}

export interface Reassignment {
  targets?: Schemas['Target'][];
  policyId?: string;
  note?: string;
}

export async function reassignAlert(id: string, to: Reassignment): Promise<Schemas['AlertChange']> {
  const { data } = await api.POST('/api/v1/alerts/{id}/reassign', { params: { path: { id } }, body: to });
  return data!;
}
