import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken } from '@/lib/pages';

export type Ticket = Schemas['Ticket'];
export type TicketState = NonNullable<Schemas['TicketState']>;

const EVERY_MS = 10_000;

export const ticketsQuery = (state: TicketState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['tickets', state ?? 'all'],
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET('/api/v1/tickets', {
        params: { query: { pageSize: 50, pageToken: pageParam, ...(state ? { state: [state] } : {}) } },
      });
      return { items: data?.tickets ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
    refetchInterval: EVERY_MS,
  });

export async function requeueTicket(id: string): Promise<void> {
  await api.POST('/api/v1/tickets/{id}/requeue', { params: { path: { id } }, body: {} });
}

/** Reads where the ticket stands at its system now. */
export async function syncTicket(id: string): Promise<void> {
  await api.POST('/api/v1/tickets/{id}/sync', { params: { path: { id } }, body: {} });
}

/** Forgets the ticket; in its system it stays as it is. */
export async function unlinkTicket(id: string): Promise<void> {
  await api.DELETE('/api/v1/tickets/{id}', { params: { path: { id } } });
}

export interface Link {
  readonly providerId: string;
  readonly alertGroupId: string;
  readonly externalId: string;
}

export async function linkTicket(link: Link): Promise<void> {
  await api.POST('/api/v1/tickets/link', { body: link });
}

/** The latest alerts that are not over, to choose a group by. */
export const openAlertsQuery = queryOptions({
  queryKey: ['tickets', 'open-alerts'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/alerts', {
      params: { query: { pageSize: 100, status: ['ALERT_STATE_OPEN', 'ALERT_STATE_ACKNOWLEDGED'] } },
    });
    return data?.alerts ?? [];
  },
});
