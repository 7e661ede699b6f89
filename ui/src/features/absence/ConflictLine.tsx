import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { type Stretch, type Swap, useAskForSwap, usePutStandIn } from '@/components/swaps/api';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { daySpan } from '@/lib/daySpan';
import { useNames } from '@/lib/people';
import { useNow } from '@/lib/useNow';
import type { InTheWay } from './api/conflicts';

/** One shift in the way, and in one click somebody who takes it: asked by its owner, put on call by a manager. */
export function ConflictLine({
  conflict,
  swap,
  onAsk,
}: {
  conflict: InTheWay;
  /** The open swap for it. */
  swap: Swap | undefined;
  /** Somebody else than the proposed one is to be asked. */
  onAsk: (stretch: Stretch) => void;
}) {
  const { may, userId: me } = useCaller();
  const nameOf = useNames();
  const now = useNow();
  const ask = useAskForSwap();
  const put = usePutStandIn();
  const start = Date.parse(conflict.startTime ?? '');
  const end = Date.parse(conflict.endTime ?? '');
  const begun = start <= now;
  const mine = conflict.userId === me;
  const owner = conflict.userId ?? '';
  const standIn = conflict.standInUserId ?? '';
  const name = nameOf(standIn);
  const stretch: Stretch = {
    scheduleId: conflict.scheduleId ?? '',
    startTime: conflict.startTime ?? '',
    endTime: conflict.endTime ?? '',
  };
  const holiday = conflict.kind === 'SHIFT_CONFLICT_KIND_HOLIDAY';
  const mayAsk = mine && may('responder') && !begun && !swap;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="flex min-w-0 flex-1 basis-72 gap-2">
        {!holiday && <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />}
        <span className="min-w-0">
          <span className="font-medium">{mine ? 'You are' : `${nameOf(owner)} is`} on call by </span>
          <Link
            to="/schedules/$id"
            params={{ id: stretch.scheduleId }}
            search={{ at: stretch.startTime.slice(0, 10) }}
            className="inline-block min-h-6 font-medium underline"
          >
            {conflict.scheduleName}
          </Link>{' '}
          {holiday ? <Badge>public holiday</Badge> : <Badge tone="warning">time off</Badge>}
          <span className="block text-muted">{daySpan(start, end)}</span>
          <span className="block text-faint">
            {standIn
              ? `${standIn === me ? 'You are' : `${name} is`} free then, with ${Math.round(conflict.standInHours ?? 0)} h on call in the weeks around it.`
              : 'Nobody of the schedule is free then and could be reached.'}
          </span>
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-2">
        {swap && (
          <Badge tone="info">
            {swap.askedUserId ? `${nameOf(swap.askedUserId)} is asked` : 'everybody is asked'}
          </Badge>
        )}
        {mayAsk && standIn && (
          <Button
            look={may('manager') ? 'plain' : 'primary'}
            busy={ask.isPending}
            onClick={() =>
              ask.mutate({
                ...stretch,
                askedUserId: standIn,
                note: holiday ? 'It is a public holiday for me.' : 'I have time off then.',
              })
            }
          >
            Ask {name}
          </Button>
        )}
        {mayAsk && (
          <Button look="quiet" onClick={() => onAsk(stretch)}>
            {standIn ? 'Ask somebody else' : 'Ask everybody'}
          </Button>
        )}
        {standIn && (may('manager') || (standIn === me && may('responder'))) && (
          <Button
            look="primary"
            busy={put.isPending}
            onClick={() =>
              put.mutate({ stretch, replacesUserId: owner, ...(standIn === me ? {} : { userId: standIn }) })
            }
          >
            {standIn === me ? 'Take it' : `Put ${name} on call`}
          </Button>
        )}
      </span>
      {ask.error && (
        <p role="alert" className="basis-full text-critical">
          {asProblem(ask.error).message}
        </p>
      )}
    </li>
  );
}
