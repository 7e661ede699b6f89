import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { daySpan } from '@/lib/daySpan';
import { useNames } from '@/lib/people';
import { type TimeOff, timeOffQuery } from '@/lib/timeOff';
import { useNow } from '@/lib/useNow';
import { useRemoveTimeOff } from './api/timeOff';

/** Who is away when: the reader first, then everybody else by start. */
export function TimeOffList({ onAdd }: { onAdd: () => void }) {
  const query = useQuery(timeOffQuery);
  const { may, userId: me } = useCaller();
  return (
    <Loaded query={query} what="time off" rows={4}>
      {(all) => {
        const mine = all.filter((it) => it.userId === me);
        const others = all.filter((it) => it.userId !== me);
        return (
          <>
            {me && may('responder') && (
              <Card title="Mine">
                {mine.length === 0 ? (
                  <Empty title="You have no time off to come">
                    <p>
                      Enter it early: Tocsin tells which of your shifts are in the way, and who could stand
                      in.
                    </p>
                    <Button icon={<Plus size={15} aria-hidden />} onClick={onAdd}>
                      Add time off
                    </Button>
                  </Empty>
                ) : (
                  <Lines label="My time off" list={mine} />
                )}
              </Card>
            )}
            <Card title="Others">
              {others.length === 0 ? (
                <p className="px-4 py-6 text-center text-muted">Nobody else is away.</p>
              ) : (
                <Lines label="Time off of others" list={others} />
              )}
            </Card>
          </>
        );
      }}
    </Loaded>
  );
}

function Lines({ label, list }: { label: string; list: readonly TimeOff[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {list.map((it) => (
        <Line key={it.id} timeOff={it} />
      ))}
    </ul>
  );
}

function Line({ timeOff }: { timeOff: TimeOff }) {
  const nameOf = useNames();
  const { may, userId: me } = useCaller();
  const now = useNow();
  const remove = useRemoveTimeOff();
  const mine = timeOff.userId === me;
  const start = Date.parse(timeOff.startTime ?? '');
  const end = Date.parse(timeOff.endTime ?? '');
  const running = start <= now;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-56">
        {!mine && <span className="block font-medium">{nameOf(timeOff.userId)}</span>}
        <span className={mine ? 'font-medium' : 'text-muted'}>{daySpan(start, end)}</span>{' '}
        {running ? (
          <Badge tone="info">away now</Badge>
        ) : (
          <span className="text-faint">
            <Ago time={timeOff.startTime} />
          </span>
        )}
        {timeOff.note && <span className="block text-muted [overflow-wrap:anywhere]">{timeOff.note}</span>}
      </span>
      {((mine && may('responder')) || may('manager')) && (
        <ConfirmButton
          label="Remove"
          title={running ? 'End this time off now?' : 'Remove this time off?'}
          confirm={running ? 'End now' : 'Remove'}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(timeOff.id ?? '')}
        >
          {running
            ? 'What of it is past stays. Stand-ins stay on call: take their overrides back on the calendar.'
            : 'Calendars show nobody away then any more. Stand-ins stay on call: take their overrides back on the calendar.'}
        </ConfirmButton>
      )}
    </li>
  );
}
