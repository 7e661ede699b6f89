import { useQuery } from '@tanstack/react-query';
import { Badge, type Tone } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { mySwapsQuery, type Swap, swapQuery, useAnswerSwap } from '@/components/swaps/api';
import { Conflicts } from '@/components/swaps/Conflicts';
import { Ago, Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';

const states: Record<string, readonly [string, Tone]> = {
  SWAP_STATE_OPEN: ['open', 'info'],
  SWAP_STATE_ACCEPTED: ['accepted', 'ok'],
  SWAP_STATE_DECLINED: ['declined', 'neutral'],
  SWAP_STATE_CANCELLED: ['taken back', 'neutral'],
  SWAP_STATE_EXPIRED: ['expired', 'neutral'],
};

/** Shifts that somebody asks the reader to take, and those the reader asks others to take. */
export function Swaps() {
  const query = useQuery(mySwapsQuery);
  return (
    <Card title="Swaps">
      <Loaded query={query} what="the swaps" rows={2}>
        {({ swaps, schedules }) => {
          const open = swaps.filter((it) => it.state === 'SWAP_STATE_OPEN');
          const shown = [...open, ...swaps.filter((it) => !open.includes(it)).slice(0, 5)];
          return shown.length === 0 ? (
            <p className="px-4 py-6 text-center text-muted">
              Nobody asks you for a swap. Ask for one from your shifts above.
            </p>
          ) : (
            <ul aria-label="Swaps" className="divide-y divide-line">
              {shown.map((it) => (
                <SwapLine key={it.id} swap={it} schedule={schedules[it.scheduleId ?? ''] ?? 'a schedule'} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

function SwapLine({ swap, schedule }: { swap: Swap; schedule: string }) {
  const { userId: me } = useCaller();
  const nameOf = useNames();
  const answer = useAnswerSwap();
  const id = swap.id ?? '';
  const open = swap.state === 'SWAP_STATE_OPEN';
  const mine = swap.userId === me;
  const asked = swap.askedUserId === me;
  const canTake = open && !mine && (asked || !swap.askedUserId);
  const { data: current } = useQuery({ ...swapQuery(id), enabled: canTake });
  const [word, tone] = states[swap.state ?? ''] ?? ['', 'neutral'];
  const whom = asked ? 'you' : swap.askedUserId ? nameOf(swap.askedUserId) : 'anybody';
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-64">
          <span className="font-medium">
            {mine ? 'You ask' : `${nameOf(swap.userId)} asks`} {whom}
          </span>{' '}
          to take <span className="font-medium">{schedule}</span>
          <span className="block text-muted">
            <Moment time={swap.startTime} /> – <Moment time={swap.endTime} />
          </span>
          {swap.inReturn && (
            <span className="block text-muted">
              in return for <Moment time={swap.inReturn.startTime} /> –{' '}
              <Moment time={swap.inReturn.endTime} />
            </span>
          )}
        </span>
        <Badge tone={tone}>{word}</Badge>
        {swap.takenByUserId && <span className="text-muted">by {nameOf(swap.takenByUserId)}</span>}
        {canTake && (
          <>
            {asked && (
              <Button
                busy={answer.isPending && answer.variables?.answer === 'decline'}
                onClick={() => answer.mutate({ id, answer: 'decline' })}
              >
                Decline
              </Button>
            )}
            <Button
              look="primary"
              busy={answer.isPending && answer.variables?.answer === 'accept'}
              onClick={() => answer.mutate({ id, answer: 'accept' })}
            >
              Accept
            </Button>
          </>
        )}
        {open && mine && (
          <Button busy={answer.isPending} onClick={() => answer.mutate({ id, answer: 'cancel' })}>
            Take back
          </Button>
        )}
      </div>
      {swap.note && <p className="[overflow-wrap:anywhere]">“{swap.note}”</p>}
      {canTake && <Conflicts conflicts={current?.conflicts ?? []} />}
      <p className="text-xs text-faint">
        <Ago time={swap.createTime} />
      </p>
    </li>
  );
}
