import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';
import { alertKey } from './oneAlert';

export type Delivery = Schemas['Delivery'];

/** Messages about the alert's group, the newest first. */
export const deliveriesQuery = (alertId: string, groupId: string) =>
  queryOptions({
    queryKey: [...alertKey(alertId), 'deliveries', groupId],
    queryFn: () =>
      allPages(async (pageToken) => {
        const { data } = await api.GET('/api/v1/deliveries', {
          params: { query: { alertGroupId: groupId, pageSize: 200, pageToken } },
        });
        return { items: data?.deliveries, next: data?.nextPageToken };
      }),
    enabled: groupId !== '',
  });

export const deliveryEventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', id, 'events'],
    queryFn: async () =>
      (await api.GET('/api/v1/deliveries/{id}/events', { params: { path: { id } } })).data?.events ?? [],
    staleTime: 2000,
  });
