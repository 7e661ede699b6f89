import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type Integration = Schemas['Integration'];
export type Mapping = Schemas['PayloadMapping'];

export const integrationsQuery = queryOptions({
  queryKey: ['integrations'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/integrations', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.integrations, next: data?.nextPageToken };
    }),
});

export const integrationQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id],
    queryFn: async () => (await api.GET('/api/v1/integrations/{id}', { params: { path: { id } } })).data!,
  });

/** The integration and, this once, its key. */
export async function createIntegration(integration: Integration) {
  return (await api.POST('/api/v1/integrations', { body: integration })).data!;
}

export type Changeable = 'name' | 'disabled' | 'mapping' | 'rate';

/** Changes the fields named; one that is named and not given is cleared. */
export async function updateIntegration(
  id: string,
  change: Partial<Pick<Integration, Changeable>>,
  fields: readonly Changeable[],
) {
  const { data } = await api.PATCH('/api/v1/integrations/{integration.id}', {
    params: { path: { 'integration.id': id }, query: { updateMask: fields.join(',') } },
    body: change,
  });
  return data!;
}

/** A new key, this once; the old one is refused at once. */
export async function rotateKey(id: string): Promise<string> {
  const { data } = await api.POST('/api/v1/integrations/{id}/rotate-key', {
    params: { path: { id } },
    body: {},
  });
  return data?.key ?? '';
}

export async function deleteIntegration(id: string): Promise<void> {
  await api.DELETE('/api/v1/integrations/{id}', { params: { path: { id } } });
}
