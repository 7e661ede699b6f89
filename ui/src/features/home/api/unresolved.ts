import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Alert = Schemas['Alert'];

/** So many are looked at; who has more is told so. */
export const MOST = 200;

async function newest(state: Schemas['AlertState']) {
  const { data } = await api.GET('/api/v1/alerts', {
    params: { query: { status: [state], pageSize: MOST } },
  });
  return { alerts: data?.alerts ?? [], more: Boolean(data?.nextPageToken) };
}

/** The newest alerts that nobody has taken, and that somebody has. */
export const unresolvedQuery = queryOptions({
  queryKey: ['home', 'unresolved'],
  queryFn: async () => {
    const [open, acknowledged] = await Promise.all([
      newest('ALERT_STATE_OPEN'),
      newest('ALERT_STATE_ACKNOWLEDGED'),
    ]);
    return { open, acknowledged };
  },
});
