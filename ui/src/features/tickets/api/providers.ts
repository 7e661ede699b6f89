import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type Provider = Schemas['TicketProvider'];
export type FieldMapping = Schemas['FieldMapping'];
export type Findings = Schemas['TestTicketProviderResponse'];

export const providersQuery = queryOptions({
  queryKey: ['ticket-providers'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/ticket-providers', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.providers, next: data?.nextPageToken };
    }),
});

export const providerQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket-providers', id],
    queryFn: async () => (await api.GET('/api/v1/ticket-providers/{id}', { params: { path: { id } } })).data!,
  });

/** The provider, with a secret that the server made, this once. */
export async function createProvider(provider: Provider): Promise<Provider> {
  return (await api.POST('/api/v1/ticket-providers', { body: provider })).data!;
}

export async function updateProvider(id: string, change: Partial<Provider>): Promise<Provider> {
  const { data } = await api.PATCH('/api/v1/ticket-providers/{provider.id}', {
    params: { path: { 'provider.id': id } },
    body: change,
  });
  return data!;
}

export async function deleteProvider(id: string): Promise<void> {
  await api.DELETE('/api/v1/ticket-providers/{id}', { params: { path: { id } } });
}

/** Looks at address, sign-in, project and so on; changes nothing there. */
export async function testProvider(id: string): Promise<Findings> {
  const { data } = await api.POST('/api/v1/ticket-providers/{id}/test', {
    params: { path: { id } },
    body: {},
  });
  return data!;
}

/** What templates and mappings may use: of a real alert, or the built-in sample. */
export const sampleQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['ticket-sample', alertId],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/templates/sample', {
        params: { query: alertId ? { alertId } : {} },
      });
      return data?.renderContext ?? {};
    },
    staleTime: 60_000,
  });

/** What the mappings give and the request that would be sent; nothing is sent. */
export const dryRunQuery = (
  id: string,
  fieldMappings: readonly FieldMapping[],
  context: Record<string, unknown>,
) =>
  queryOptions({
    queryKey: ['ticket-providers', id, 'dry-run', fieldMappings, context],
    queryFn: async () =>
      (
        await api.POST('/api/v1/ticket-providers/{id}/dry-run', {
          params: { path: { id } },
          body: { fieldMappings: [...fieldMappings], context },
        })
      ).data!,
    retry: false,
    staleTime: 60_000,
    gcTime: 60_000,
  });
