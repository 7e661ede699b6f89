import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

/** What is tried: one of these. */
export type Subject =
  | { readonly alertId: string }
  | { readonly alert: Schemas['AlertSample'] }
  | { readonly payload: Schemas['PayloadSample'] };

/** Any policy stands in for the one that is not chosen yet: routes are told apart by their conditions. */
const NO_POLICY = '00000000-0000-4000-8000-000000000000';

/** Which route wins for a subject, with a route that is not saved yet. Decided by the code that routes. */
export const evaluationQuery = (subject: Subject | undefined, draft: Schemas['Route'] | undefined) =>
  queryOptions({
    queryKey: ['routes', 'evaluation', subject, draft],
    queryFn: async ({ signal }) => {
      const route = draft && {
        ...draft,
        name: draft.name || 'This route',
        policyId: draft.policyId || NO_POLICY,
        disabled: false,
      };
      const { data } = await api.POST('/api/v1/routes/evaluate', {
        body: { ...subject!, ...(route && { route }) },
        signal,
      });
      return data?.evaluations ?? [];
    },
    enabled: subject !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    retry: false,
  });

export const alertsToTryQuery = queryOptions({
  queryKey: ['alerts', 'recent', 50],
  queryFn: async () =>
    (await api.GET('/api/v1/alerts', { params: { query: { pageSize: 50 } } })).data?.alerts ?? [],
});

export const integrationsToTryQuery = queryOptions({
  queryKey: ['integrations', 'choice'],
  queryFn: async () =>
    (await api.GET('/api/v1/integrations', { params: { query: { pageSize: 500 } } })).data?.integrations ??
    [],
});

/** The body of the last payload that an integration received; empty when there is none. */
export async function lastPayload(integrationId: string): Promise<string> {
  const path = { integration_id: integrationId };
  const list = await api.GET('/api/v1/integrations/{integration_id}/payloads', {
    params: { path, query: { pageSize: 1 } },
  });
  const id = list.data?.payloads?.[0]?.id;
  if (!id) return '';
  const { data } = await api.GET('/api/v1/integrations/{integration_id}/payloads/{id}', {
    params: { path: { ...path, id } },
  });
  return data?.content ?? '';
}
