import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken } from '@/lib/pages';
import { rangeOf } from '../days';
import type { AuditFilter } from '../search';

export type AuditEvent = Schemas['AuditEvent'];

export const auditEventsQuery = (filter: AuditFilter, zone: string) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', filter, zone],
    queryFn: async ({ pageParam }) => {
      const { actor, action, resource } = filter;
      const { data } = await api.GET('/api/v1/audit-log', {
        params: {
          query: {
            pageSize: 50,
            pageToken: pageParam,
            ...(actor ? { actor } : {}),
            ...(action ? { action } : {}),
            ...(resource ? { resource } : {}),
            ...rangeOf(filter, zone),
          },
        },
      });
      return { items: data?.events ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });
