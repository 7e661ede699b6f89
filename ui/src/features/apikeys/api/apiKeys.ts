import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken } from '@/lib/pages';

export type ApiKey = Schemas['ApiKey'];

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ pageParam }) => {
    const { data } = await api.GET('/api/v1/api-keys', {
      params: { query: { pageSize: 100, pageToken: pageParam } },
    });
    return { items: data?.apiKeys ?? [], next: data?.nextPageToken ?? '' };
  },
  ...byToken,
});

export interface NewKey {
  readonly description: string;
  readonly role: NonNullable<Schemas['Role']>;
  readonly scopes: readonly string[];
  readonly expireTime?: string;
}

/** The key itself, this once. */
export async function createApiKey(key: NewKey): Promise<string> {
  const { data } = await api.POST('/api/v1/api-keys', { body: { ...key, scopes: [...key.scopes] } });
  return data?.key ?? '';
}

export async function revokeApiKey(id: string): Promise<void> {
  await api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } });
}
