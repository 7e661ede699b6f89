import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken, type PageOf } from '@/lib/pages';
import type { Silence } from '@/lib/silences';

const current: Schemas['SilenceState'][] = ['SILENCE_STATE_ACTIVE', 'SILENCE_STATE_PENDING'];

export const silencesQuery = (expired: boolean) =>
  infiniteQueryOptions({
    queryKey: ['silences', 'list', expired],
    queryFn: async ({ pageParam }): Promise<PageOf<Silence>> => {
      const { data } = await api.GET('/api/v1/silences', {
        params: {
          query: { state: expired ? ['SILENCE_STATE_EXPIRED'] : current, pageToken: pageParam, pageSize: 50 },
        },
      });
      return { items: data?.silences ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
    refetchInterval: 30_000,
  });

export async function expireSilence(id: string): Promise<void> {
  await api.POST('/api/v1/silences/{id}/expire', { params: { path: { id } }, body: {} });
}
