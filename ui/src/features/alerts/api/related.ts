import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { type Alert, listAlerts } from './listAlerts';
import { alertKey } from './oneAlert';

export const relatedQuery = (alert: Alert) =>
  queryOptions({
    queryKey: [...alertKey(alert.id ?? ''), 'related'],
    queryFn: async () => {
      const [related, earlier] = await Promise.all([
        api.GET('/api/v1/alerts/{id}/related', { params: { path: { id: alert.id ?? '' } } }),
        listAlerts({ fingerprint: alert.fingerprint ?? '' }, '', 20),
      ]);
      return {
        related: related.data?.alerts ?? [],
        earlier: (earlier.alerts ?? []).filter((it) => it.id !== alert.id),
      };
    },
  });
