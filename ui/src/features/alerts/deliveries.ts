import type { Delivery } from './api/deliveries';

/** Where a delivery stands in one word, from its state and what the provider reported. */
export function standing(delivery: Delivery): {
  word: string;
  tone: 'good' | 'bad' | 'waiting' | 'plain';
  /** False while more is to be expected soon. */
  settled: boolean;
} {
  switch (delivery.state) {
    case 'DELIVERY_STATE_DEAD':
      return delivery.receipt === 'RECEIPT_UNDELIVERED'
        ? { word: 'undelivered', tone: 'bad', settled: true }
        : { word: 'failed', tone: 'bad', settled: true };
    case 'DELIVERY_STATE_CANCELLED':
      return { word: 'not needed', tone: 'plain', settled: true };
    case 'DELIVERY_STATE_SENT':
      if (delivery.receipt === 'RECEIPT_DELIVERED') return { word: 'delivered', tone: 'good', settled: true };
      if (delivery.receipt === 'RECEIPT_QUEUED' || delivery.receipt === 'RECEIPT_SENT') {
        return { word: 'with the carrier', tone: 'waiting', settled: false };
      }
      return { word: 'sent', tone: 'good', settled: true };
    default:
      return (delivery.attempts ?? 0) > 0
        ? { word: 'trying again', tone: 'bad', settled: false }
        : { word: 'waiting', tone: 'waiting', settled: false };
  }
}

/** Deliveries by person, or by channel where there is none; those written to first come first. */
export function byReceiver(
  deliveries: readonly Delivery[],
): { key: string; userId: string; deliveries: readonly Delivery[] }[] {
  const receivers = new Map<string, { key: string; userId: string; deliveries: Delivery[] }>();
  const inOrder = [...deliveries].sort((a, b) => (a.createTime ?? '').localeCompare(b.createTime ?? ''));
  for (const delivery of inOrder) {
    const key = delivery.userId || `channel:${delivery.channelId}`;
    const known = receivers.get(key);
    if (known) known.deliveries.push(delivery);
    else receivers.set(key, { key, userId: delivery.userId ?? '', deliveries: [delivery] });
  }
  return [...receivers.values()];
}
