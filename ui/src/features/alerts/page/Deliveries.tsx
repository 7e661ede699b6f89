import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, enumWord, type Tone } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Ago, Moment } from '@/components/Time';
import { useNames } from '@/lib/people';
import { useNow } from '@/lib/useNow';
import { type Delivery, deliveriesQuery, deliveryEventsQuery } from '../api/deliveries';
import type { Alert } from '../api/listAlerts';
import { countdown } from '../countdown';
import { byReceiver, standing } from '../deliveries';

/** While something is under way it is looked at this often: receipts are told to nobody. */
const LOOK_MS = 3000;

/** Who was written to, on which ways, and what became of each message. */
export function Deliveries({ alert }: { alert: Alert }) {
  const nameOf = useNames();
  const query = useQuery({
    ...deliveriesQuery(alert.id ?? '', alert.groupId ?? ''),
    refetchInterval: (it) =>
      it.state.data?.some((each) => standing(each).settled === false) ? LOOK_MS : 15_000,
  });
  return (
    <Loaded query={query} what="the pages" rows={4}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <Empty title="Nobody was written to yet">
            <p>“Why” tells who is next, and why others were not paged.</p>
          </Empty>
        ) : (
          <div className="flex flex-col gap-4">
            {byReceiver(deliveries).map(({ key, userId, deliveries: mine }) => (
              <Card key={key} title={userId ? nameOf(userId) : 'Channel'}>
                <ul className="divide-y divide-line">
                  {mine.map((it) => (
                    <DeliveryLine key={it.id} delivery={it} />
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

const events: Record<string, string> = {
  EVENT_KIND_PAGE: 'page',
  EVENT_KIND_ACKNOWLEDGED: 'told of the answer',
  EVENT_KIND_RESOLVED: 'told of the end',
};

const tones: Record<ReturnType<typeof standing>['tone'], Tone> = {
  good: 'ok',
  bad: 'critical',
  waiting: 'info',
  plain: 'neutral',
};

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const [open, setOpen] = useState(false);
  const now = useNow();
  const { word, tone } = standing(delivery);
  const waits = delivery.state === 'DELIVERY_STATE_PENDING' && delivery.nextAttemptTime;
  return (
    <li className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-14 font-medium">{enumWord(delivery.channelKind, 'CHANNEL_KIND_')}</span>
        <span className="font-mono text-xs text-muted">{delivery.maskedAddress}</span>
        <Badge tone={tones[tone]}>{word}</Badge>
        <span className="text-xs text-faint">{events[delivery.eventKind ?? ''] ?? ''}</span>
        <span className="ml-auto flex items-center gap-3 text-xs text-faint">
          {(delivery.attempts ?? 0) > 1 && <span>{delivery.attempts} attempts</span>}
          {waits && <span>next {countdown(Date.parse(delivery.nextAttemptTime ?? '') - now)}</span>}
          <Ago time={delivery.sentTime ?? delivery.createTime} />
          <button
            type="button"
            aria-expanded={open}
            className="min-h-6 text-muted underline hover:text-ink pointer-coarse:min-h-11"
            onClick={() => setOpen(!open)}
          >
            {open ? 'Less' : 'History'}
          </button>
        </span>
      </div>
      {delivery.error && <p className="mt-1 text-critical [overflow-wrap:anywhere]">{delivery.error}</p>}
      {delivery.held && <p className="mt-1 text-muted">Held: {delivery.held}</p>}
      {delivery.possibleRepeat && (
        <p className="mt-1 text-muted">An earlier attempt may have arrived as well: perhaps there twice.</p>
      )}
      {open && <History id={delivery.id ?? ''} />}
    </li>
  );
}

function History({ id }: { id: string }) {
  const query = useQuery(deliveryEventsQuery(id));
  return (
    <Loaded query={query} what="its history" rows={2}>
      {(list) => (
        <ol
          aria-label="History of the delivery"
          className="mt-2 flex flex-col gap-1 border-l border-line pl-3 text-sm"
        >
          {list.map((it, index) => (
            <li key={index} className="flex flex-wrap gap-x-3">
              <span className="text-xs text-faint">
                <Moment time={it.time} />
              </span>
              <span>{(it.kind ?? '').replaceAll('_', ' ')}</span>
              <span className="text-muted [overflow-wrap:anywhere]">{it.detail}</span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
