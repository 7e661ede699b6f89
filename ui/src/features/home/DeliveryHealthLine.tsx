import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { deliveryQuery } from './api/delivery';
import { deliveryHealth } from './standing';

/** How delivery fares, in one line. */
export function DeliveryHealthLine() {
  const { data } = useQuery(deliveryQuery);
  if (!data) return <p className="h-6" aria-hidden />;
  const { good, words } = deliveryHealth(data.failed, data.waiting, Date.now());
  return (
    <p className="flex items-center gap-2 text-muted">
      {good ? (
        <CircleCheck size={16} aria-hidden className="text-ok" />
      ) : (
        <TriangleAlert size={16} aria-hidden className="text-warning" />
      )}
      {words}
    </p>
  );
}
