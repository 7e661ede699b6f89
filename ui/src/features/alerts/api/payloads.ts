import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { mentions, nearest } from '../payloads';
import type { Alert } from './listAlerts';
import { alertKey } from './oneAlert';

/** So many payloads are read to find the one that speaks of the alert. */
const TRIES = 6;

export async function getPayload(integrationId: string, id: string): Promise<Schemas['ReceivedPayload']> {
  const { data } = await api.GET('/api/v1/integrations/{integration_id}/payloads/{id}', {
    params: { path: { integration_id: integrationId, id } },
  });
  return data!;
}

/** The kept payload that the alert came with, of those received about when it was; null when none is kept any more. */
export const payloadQuery = (alert: Alert) =>
  queryOptions({
    queryKey: [...alertKey(alert.id ?? ''), 'payload', alert.lastFiredTime],
    queryFn: async () => {
      const integrationId = alert.integrationId ?? '';
      const { data } = await api.GET('/api/v1/integrations/{integration_id}/payloads', {
        params: { path: { integration_id: integrationId }, query: { pageSize: 200 } },
      });
      for (const { id } of nearest(data?.payloads ?? [], alert).slice(0, TRIES)) {
        const payload = await getPayload(integrationId, id ?? '');
        if (mentions(payload.content ?? '', alert)) return payload;
      }
      return null;
    },
    enabled: Boolean(alert.integrationId),
    staleTime: 60_000,
  });
