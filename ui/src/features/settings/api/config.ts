import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Config = Schemas['TenantConfig'];

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async () => (await api.GET('/api/v1/admin/config')).data!,
});

/** Changes all of it; limits that are not given become the installation's. */
export async function updateConfig(config: Config): Promise<Config> {
  const { data } = await api.PATCH('/api/v1/admin/config', {
    params: { query: { updateMask: 'timeZone,locale,limits,retention' } },
    body: config,
  });
  return data!;
}
