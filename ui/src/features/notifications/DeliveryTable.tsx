import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { type Delivery, requeueDelivery } from './api/notifications';
import { channelInWords, deliveryInWords, eventInWords } from './words';

/** Deliveries with where they stand, and a way back for those given up. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  const nameOf = useNames();
  return (
    <Table
      label="Deliveries"
      rows={deliveries}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'To',
          cell: (it) => (
            <span className="flex flex-col">
              <span>
                <span className="font-medium">{channelInWords(it.channelKind)}</span>{' '}
                <span className="break-all">{it.maskedAddress}</span>
              </span>
              <span className="text-sm text-muted">
                {it.userId ? `${nameOf(it.userId)} · ` : ''}
                {eventInWords(it.eventKind)}
              </span>
            </span>
          ),
        },
        {
          head: 'State',
          cell: (it) => {
            const [word, tone] = deliveryInWords(it);
            return (
              <span className="flex flex-col items-start gap-0.5 max-sm:items-end">
                <Badge tone={tone}>{word}</Badge>
                {it.possibleRepeat && <span className="text-xs text-warning">possible repeat</span>}
              </span>
            );
          },
        },
        {
          head: 'Attempts',
          cell: (it) => (
            <span className="flex flex-col">
              <span className="tabular-nums">{it.attempts ?? 0}</span>
              {it.nextAttemptTime && it.state === 'DELIVERY_STATE_PENDING' && (
                <span className="text-xs text-muted">
                  next <Ago time={it.nextAttemptTime} />
                </span>
              )}
            </span>
          ),
        },
        {
          head: 'Why',
          cell: (it) =>
            it.error || it.held ? (
              <span className="text-sm break-words text-muted">{it.error || it.held}</span>
            ) : (
              <span className="text-faint">–</span>
            ),
          className: 'sm:max-w-md',
        },
        { head: 'Asked for', cell: (it) => <Ago time={it.createTime} /> },
        { head: '', cell: (it) => <Requeue delivery={it} />, className: 'sm:text-right' },
      ]}
    />
  );
}

function Requeue({ delivery }: { delivery: Delivery }) {
  const { may } = useCaller();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => requeueDelivery(delivery.id!),
    meta: { success: 'Put back into the queue' },
    onSettled: () => {
      queries.invalidateQueries({ queryKey: ['deliveries'] });
      queries.invalidateQueries({ queryKey: ['notifications'] });
    },
  });
  if (delivery.state !== 'DELIVERY_STATE_DEAD' || !may('admin')) return null;
  return (
    <Button busy={again.isPending} onClick={() => again.mutate()}>
      Send again
    </Button>
  );
}
