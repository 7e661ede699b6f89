import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { problemOf } from '@/lib/api/problem';
import { TEST_LABEL, useStep } from './stored';

/** What each kind of integration takes, as short as it can be. */
export function testPayload(source: string): unknown {
  const title = 'Test alert: Tocsin reaches you';
  const labels = { [TEST_LABEL.name]: TEST_LABEL.value, severity: 'critical' };
  if (source === 'generic')
    return { title, severity: 'critical', labels: { [TEST_LABEL.name]: TEST_LABEL.value } };
  return {
    version: '4',
    status: 'firing',
    alerts: [{ status: 'firing', labels: { alertname: title, ...labels }, annotations: { summary: title } }],
  };
}

/** Exactly what the curl command does, from this page. */
export const useSendTestAlert = () =>
  useStep(async ({ path, key, source }: { path: string; key: string; source: string }) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': key },
      body: JSON.stringify(testPayload(source)),
    });
    if (!response.ok) throw await problemOf(response);
  });

export type TimelineEntry = Schemas['TimelineEntry'];

/** What happened to the test alert so far. */
export const timelineQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['setup', 'timeline', alertId],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/alerts/{id}/timeline', { params: { path: { id: alertId } } });
      return data?.entries ?? [];
    },
    refetchInterval: 2000,
    enabled: alertId !== '',
  });

export const useAcknowledge = () =>
  useStep((id: string) =>
    api.PATCH('/api/v1/alerts/{id}/acknowledge', { params: { path: { id } }, body: {} }),
  );
