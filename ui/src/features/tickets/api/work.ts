import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken } from '@/lib/pages';

export type Comment = Schemas['TicketComment'];
export type Callback = Schemas['TicketCallback'];
type State = NonNullable<Schemas['TicketWorkState']>;

/** Given up, unless all are wanted. */
const wanted = (all: boolean): { state?: State[] } => (all ? {} : { state: ['TICKET_WORK_STATE_DEAD'] });

export const commentsQuery = (all: boolean) =>
  infiniteQueryOptions({
    queryKey: ['ticket-comments', all],
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET('/api/v1/ticket-comments', {
        params: { query: { pageSize: 50, pageToken: pageParam, ...wanted(all) } },
      });
      return { items: data?.comments ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });

export async function requeueComment(id: string): Promise<void> {
  await api.POST('/api/v1/ticket-comments/{id}/requeue', { params: { path: { id } }, body: {} });
}

export const callbacksQuery = (all: boolean) =>
  infiniteQueryOptions({
    queryKey: ['ticket-callbacks', all],
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET('/api/v1/ticket-callbacks', {
        params: { query: { pageSize: 50, pageToken: pageParam, ...wanted(all) } },
      });
      return { items: data?.callbacks ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });

export async function requeueCallback(id: string): Promise<void> {
  await api.POST('/api/v1/ticket-callbacks/{id}/requeue', { params: { path: { id } }, body: {} });
}
