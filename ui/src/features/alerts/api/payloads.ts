import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import type { Alert } from './listAlerts';
import { alertKey } from './oneAlert';

export type Payload = Schemas['ReceivedPayload'];

/** More than are kept of one integration. */
const ALL = 200;

const FRESH_MS = 60_000;

/** The kept payloads that opened the alert, counted for it or ended it, the latest first; without contents. */
export const payloadsQuery = (alert: Alert) =>
  queryOptions({
    queryKey: [...alertKey(alert.id ?? ''), 'payloads', alert.lastFiredTime, alert.state],
    queryFn: async (): Promise<readonly Payload[]> => {
      const { data } = await api.GET('/api/v1/integrations/{integration_id}/payloads', {
        params: {
          path: { integration_id: alert.integrationId ?? '' },
          query: { alertId: alert.id ?? '', pageSize: ALL },
        },
      });
      return data?.payloads ?? [];
    },
    staleTime: 5_000,
    // Payloads are written a moment after their alerts.
    refetchInterval: ({ state }) =>
      state.data?.length === 0 && Date.now() - Date.parse(alert.lastFiredTime ?? '') < FRESH_MS
        ? 1_500
        : false,
  });

export const payloadQuery = (integrationId: string, id: string) =>
  queryOptions({
    queryKey: ['payload', integrationId, id],
    queryFn: async (): Promise<Payload> =>
      (
        await api.GET('/api/v1/integrations/{integration_id}/payloads/{id}', {
          params: { path: { integration_id: integrationId, id } },
        })
      ).data!,
    staleTime: Number.POSITIVE_INFINITY,
  });
