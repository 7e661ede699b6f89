import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['template-versions', id],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/templates/{id}/versions', {
        params: { path: { id }, query: { pageSize: 200 } },
      });
      return data?.versions ?? [];
    },
  });

/** Makes a new version of an earlier one. */
export async function restoreTemplate(id: string, version: number): Promise<Schemas['Template']> {
  const { data } = await api.POST('/api/v1/templates/{id}/restore', {
    params: { path: { id } },
    body: { version },
  });
  return data!;
}
