import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Payload = Schemas['ReceivedPayload'];
export type Replayed = Schemas['ReplayPayloadResponse'];

/** More than are kept of one integration. */
const ALL = 200;

/** The payloads that are kept of an integration, the latest first, without contents. New ones come by themselves. */
export const payloadsQuery = (integrationId: string, everyMs: number) =>
  queryOptions({
    queryKey: ['integrations', integrationId, 'payloads'],
    queryFn: async (): Promise<readonly Payload[]> => {
      const { data } = await api.GET('/api/v1/integrations/{integration_id}/payloads', {
        params: { path: { integration_id: integrationId }, query: { pageSize: ALL } },
      });
      return data?.payloads ?? [];
    },
    refetchInterval: everyMs,
  });

export const payloadQuery = (integrationId: string, id: string) =>
  queryOptions({
    queryKey: ['integrations', integrationId, 'payloads', id],
    queryFn: async () =>
      (
        await api.GET('/api/v1/integrations/{integration_id}/payloads/{id}', {
          params: { path: { integration_id: integrationId, id } },
        })
      ).data!,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** An alert of a payload, for its title. */
export const payloadAlertQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', 'payload-alert', id],
    queryFn: async () => (await api.GET('/api/v1/alerts/{id}', { params: { path: { id } } })).data!,
    staleTime: 60_000,
    retry: false,
  });

export async function replayPayload(integrationId: string, id: string): Promise<Replayed> {
  const { data } = await api.POST('/api/v1/integrations/{integration_id}/payloads/{id}/replay', {
    params: { path: { integration_id: integrationId, id } },
    body: {},
  });
  return data!;
}

const outcomes: Record<string, string> = {
  opened: 'opened',
  deduplicated: 'counted to an open one',
  resolved: 'resolved',
  stale: 'came too late',
  nothing_open: 'with nothing to end',
};

/** What became of a replayed payload, in a sentence. */
export function replayInWords({ alerts = [], ignored = 0, ignoredBecause = [] }: Replayed): string {
  const counts = new Map<string, number>();
  for (const it of alerts) {
    const word = outcomes[it.outcome ?? ''] ?? it.outcome ?? '';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].map(([word, n]) => `${n} ${n === 1 ? 'alert' : 'alerts'} ${word}`);
  if (ignored > 0) parts.push(`${ignored} passed over${ignoredBecause[0] ? ` (${ignoredBecause[0]})` : ''}`);
  return parts.length > 0 ? `${parts.join(', ')}.` : 'There was nothing in it.';
}
