import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellOff, Check, CheckCheck, Clock, MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { AlertStateBadge, SeverityBadge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Menu, type MenuItem } from '@/components/Menu';
import { SilenceDialog } from '@/components/silence/SilenceDialog';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { clockTime } from '@/lib/time';
import { toasts } from '@/lib/toasts';
import { toldTo } from '@/lib/useSentence';
import { useActors } from '../actors';
import type { Alert } from '../api/listAlerts';
import { alertKey, escalateAlert } from '../api/oneAlert';
import { useListKeys } from '../list/useListKeys';
import { SnoozeDialog } from '../SnoozeDialog';
import { useAlertActions } from '../useAlertActions';
import { ReassignDialog } from './ReassignDialog';
import { OpenTicketDialog } from './Tickets';

type Asking = 'snooze' | 'silence' | 'reassign' | 'ticket';

/** What it is, where it stands, and what can be done now; on a phone what can be done is at the thumb. */
export function Headline({ alert }: { alert: Alert }) {
  const { may } = useCaller();
  const nameOf = useActors();
  const over = alert.state === 'ALERT_STATE_RESOLVED';
  const who =
    alert.state === 'ALERT_STATE_RESOLVED'
      ? alert.resolvedBy
      : alert.state === 'ALERT_STATE_ACKNOWLEDGED'
        ? alert.acknowledgedBy
        : undefined;
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="text-lg leading-6 font-semibold tracking-tight [overflow-wrap:anywhere]">
          {alert.title}
        </h1>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-muted">
          <SeverityBadge severity={alert.severity} />
          <AlertStateBadge state={alert.state} />
          {who && <span>by {nameOf(who)}</span>}
          {!over && alert.silenceEndTime && (
            <Link to="/silences" className="inline-flex items-center gap-1.5 text-accent underline">
              <BellOff size={14} aria-hidden />
              silenced until {clockTime(alert.silenceEndTime)}
            </Link>
          )}
          <span>
            <Ago time={alert.createTime} />
          </span>
        </p>
      </div>
      {may('responder') && <Actions alert={alert} />}
    </header>
  );
}

function Actions({ alert }: { alert: Alert }) {
  const { may, userId } = useCaller();
  const actions = useAlertActions();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const id = alert.id ?? '';
  const escalate = useMutation({
    mutationFn: () => escalateAlert(id),
    onSuccess: (change) => {
      const what = change.reason?.summary || 'The next step is paged now';
      toldTo(userId, what, queries).then((it) => toasts.tell(it));
      return queries.invalidateQueries({ queryKey: alertKey(id) });
    },
  });
  const open = alert.state === 'ALERT_STATE_OPEN';
  const over = alert.state === 'ALERT_STATE_RESOLVED';
  const acknowledge = () => void actions.acknowledge([alert]).catch(() => undefined);
  const resolve = () => void actions.resolve([alert]).catch(() => undefined);
  const close = () => setAsking(undefined);
  useListKeys(
    over
      ? {}
      : { a: acknowledge, r: resolve, s: () => setAsking('snooze'), 'shift+s': () => setAsking('silence') },
  );

  const more: MenuItem[] = [
    ...(over
      ? []
      : [
          ...(alert.policyId
            ? [{ label: 'Escalate: page the next step now', onSelect: () => escalate.mutate() }]
            : []),
          { label: 'Reassign…', onSelect: () => setAsking('reassign') },
          { label: 'Silence…', onSelect: () => setAsking('silence') },
        ]),
    // Whoever may not read the providers cannot choose one.
    ...(may('manager') ? [{ label: 'Open a ticket…', onSelect: () => setAsking('ticket') }] : []),
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-20 max-sm:flex-nowrap max-sm:border-t max-sm:border-line max-sm:bg-raised max-sm:px-3 max-sm:pt-2.5 max-sm:pb-[calc(0.625rem+env(safe-area-inset-bottom))]">
        {(open || alert.snoozeEndTime) && (
          <Button
            look="primary"
            busy={actions.busy}
            icon={<Check size={16} aria-hidden />}
            aria-keyshortcuts="a"
            className="max-sm:!h-12 max-sm:flex-1 max-sm:!px-2"
            onClick={acknowledge}
          >
            Acknowledge
          </Button>
        )}
        {!over && (
          <Button
            busy={actions.busy}
            look={open ? 'plain' : 'primary'}
            icon={<CheckCheck size={16} aria-hidden />}
            aria-keyshortcuts="r"
            className={open ? 'max-sm:!h-12 max-sm:!px-2.5' : 'max-sm:!h-12 max-sm:flex-1 max-sm:!px-2'}
            onClick={resolve}
          >
            Resolve
          </Button>
        )}
        {!over && (
          <Button
            icon={<Clock size={15} aria-hidden />}
            aria-keyshortcuts="s"
            aria-label="Snooze"
            className="max-sm:!h-12 max-sm:!px-3.5"
            onClick={() => setAsking('snooze')}
          >
            <span className="max-sm:hidden">Snooze</span>
          </Button>
        )}
        {more.length > 0 && (
          <Menu
            label="More actions"
            items={more}
            trigger={
              <Button
                aria-label="More actions"
                busy={escalate.isPending}
                icon={<MoreHorizontal size={16} aria-hidden />}
                className="max-sm:!h-12 max-sm:!px-3.5"
              />
            }
          />
        )}
      </div>
      <SnoozeDialog
        open={asking === 'snooze'}
        count={1}
        onClose={close}
        onSnooze={(length) => void actions.snooze([alert], length).catch(() => undefined)}
      />
      {asking === 'silence' && <SilenceDialog alerts={[alert]} onClose={close} />}
      {asking === 'reassign' && <ReassignDialog alert={alert} onClose={close} />}
      {asking === 'ticket' && <OpenTicketDialog alert={alert} onClose={close} />}
    </>
  );
}
