import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

const MOST = 100;

async function newest(state: Schemas['DeliveryState']) {
  const { data } = await api.GET('/api/v1/deliveries', {
    params: { query: { state: [state], pageSize: MOST } },
  });
  return { deliveries: data?.deliveries ?? [], more: Boolean(data?.nextPageToken) };
}

/** The newest messages that were given up, and that wait. */
export const deliveryQuery = queryOptions({
  queryKey: ['home', 'delivery'],
  queryFn: async () => {
    const [failed, waiting] = await Promise.all([
      newest('DELIVERY_STATE_DEAD'),
      newest('DELIVERY_STATE_PENDING'),
    ]);
    return { failed, waiting };
  },
  refetchInterval: 30_000,
});
