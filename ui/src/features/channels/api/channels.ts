import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type Channel = Schemas['Channel'];
export type TestOutcome = Schemas['TestChannelResponse'];

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/channels', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.channels, next: data?.nextPageToken };
    }),
  // Whether messages get through changes by itself.
  refetchInterval: 15_000,
});

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id],
    queryFn: async () => (await api.GET('/api/v1/channels/{id}', { params: { path: { id } } })).data!,
    refetchInterval: 10_000,
  });

export async function createChannel(channel: Channel): Promise<Channel> {
  return (await api.POST('/api/v1/channels', { body: channel })).data!;
}

/** Changes what is given; a secret that is not among the settings stays. */
export async function updateChannel(id: string, change: Partial<Channel>): Promise<Channel> {
  const { data } = await api.PATCH('/api/v1/channels/{channel.id}', {
    params: { path: { 'channel.id': id } },
    body: change,
  });
  return data!;
}

export async function deleteChannel(id: string): Promise<void> {
  await api.DELETE('/api/v1/channels/{id}', { params: { path: { id } } });
}

/** Sends a test message now and tells what came of it. */
export async function testChannel(id: string, address: string): Promise<TestOutcome> {
  const { data } = await api.POST('/api/v1/channels/{id}/test', {
    params: { path: { id } },
    body: { address },
  });
  return data!;
}
