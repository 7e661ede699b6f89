import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { alertKey } from './oneAlert';

/** Tickets of the alert's group. */
export const ticketsQuery = (alertId: string, groupId: string) =>
  queryOptions({
    queryKey: [...alertKey(alertId), 'tickets', groupId],
    queryFn: async () =>
      (await api.GET('/api/v1/tickets', { params: { query: { alertGroupId: groupId } } })).data?.tickets ??
      [],
    enabled: groupId !== '',
    // While a ticket is being opened its address is on the way.
    refetchInterval: (query) => (query.state.data?.some((it) => !it.externalId && !it.error) ? 2000 : false),
  });

export const ticketProvidersQuery = queryOptions({
  queryKey: ['ticket-providers', 'choice'],
  queryFn: async () =>
    (
      (await api.GET('/api/v1/ticket-providers', { params: { query: { pageSize: 100 } } })).data?.providers ??
      []
    ).filter((it) => !it.disabled),
  staleTime: 60_000,
  retry: false,
});

export async function openTicket(alertId: string, providerId: string): Promise<void> {
  await api.POST('/api/v1/alerts/{id}/ticket', { params: { path: { id: alertId } }, body: { providerId } });
}
