import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken } from '@/lib/pages';

export type Notification = Schemas['Notification'];
export type Delivery = Schemas['Delivery'];
export type DeliveryState = NonNullable<Schemas['DeliveryState']>;
export type ChannelKind = NonNullable<Schemas['ChannelKind']>;

export interface Filter {
  readonly state?: DeliveryState;
  readonly channel?: ChannelKind;
}

/** Newest first, those of escalations too. */
export const notificationsQuery = ({ state, channel }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'list', state ?? '', channel ?? ''],
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET('/api/v1/notifications', {
        params: {
          query: {
            pageSize: 50,
            pageToken: pageParam,
            ...(state ? { deliveryState: [state] } : {}),
            ...(channel ? { channelKind: channel } : {}),
          },
        },
      });
      return { items: data?.notifications ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });

export const deliveriesQuery = ({ state, channel }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', state ?? '', channel ?? ''],
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET('/api/v1/deliveries', {
        params: {
          query: {
            pageSize: 50,
            pageToken: pageParam,
            ...(state ? { state: [state] } : {}),
            ...(channel ? { channelKind: channel } : {}),
          },
        },
      });
      return { items: data?.deliveries ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });

export const notificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['notifications', id],
    queryFn: async () => (await api.GET('/api/v1/notifications/{id}', { params: { path: { id } } })).data!,
  });

export const notificationEventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['notifications', id, 'events'],
    queryFn: async () =>
      (await api.GET('/api/v1/notifications/{id}/events', { params: { path: { id } } })).data?.events ?? [],
  });

/** Puts a delivery that was given up back into the queue. */
export async function requeueDelivery(id: string): Promise<void> {
  await api.POST('/api/v1/deliveries/{id}/requeue', { params: { path: { id } }, body: {} });
}
