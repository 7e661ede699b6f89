import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

/** Marks the alerts that the set-up sends. */
export const TEST_LABEL = { name: 'tocsin_test', value: 'set-up' } as const;

/** What the guided steps look at, read in one go. */
export const storedQuery = queryOptions({
  queryKey: ['setup', 'stored'],
  queryFn: async () => {
    const [channels, schedules, policies, integrations, alerts] = await Promise.all([
      api.GET('/api/v1/channels', { params: { query: { pageSize: 100 } } }),
      api.GET('/api/v1/schedules', { params: { query: { pageSize: 100 } } }),
      api.GET('/api/v1/escalation-policies', { params: { query: { pageSize: 100 } } }),
      api.GET('/api/v1/integrations', { params: { query: { pageSize: 100 } } }),
      api.GET('/api/v1/alerts', {
        params: { query: { pageSize: 1, label: [`${TEST_LABEL.name}=${TEST_LABEL.value}`] } },
      }),
    ]);
    return {
      channels: channels.data?.channels ?? [],
      schedules: schedules.data?.schedules ?? [],
      policies: policies.data?.policies ?? [],
      integrations: integrations.data?.integrations ?? [],
      alert: alerts.data?.alerts?.[0],
    };
  },
  // A test alert is answered on a phone, not here.
  refetchInterval: 2000,
});

/** A step's own change: afterwards the server says how far the set-up is. */
export function useStep<V, R>(run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries(),
  });
}

export const useCreateChannel = () =>
  useStep((channel: Schemas['Channel']) => api.POST('/api/v1/channels', { body: channel }));

export const useCreateSchedule = () =>
  useStep((schedule: Schemas['Schedule']) => api.POST('/api/v1/schedules', { body: schedule }));

export const useCreatePolicy = () =>
  useStep((policy: Schemas['EscalationPolicy']) => api.POST('/api/v1/escalation-policies', { body: policy }));

export const useCreateIntegration = () =>
  useStep(async (integration: Schemas['Integration']) => {
    const { data } = await api.POST('/api/v1/integrations', { body: integration });
    return data?.key ?? '';
  });

/** A new key for an integration whose own is not known here any more. */
export const useRotateKey = () =>
  useStep(async (id: string) => {
    const { data } = await api.POST('/api/v1/integrations/{id}/rotate-key', {
      params: { path: { id } },
      body: { key: '' },
    });
    return data?.key ?? '';
  });
