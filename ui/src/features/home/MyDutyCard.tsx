import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { mySwapsQuery, waitingFor } from '@/components/swaps/api';
import { Ago, Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { daySpan } from '@/lib/daySpan';
import { myShiftsQuery } from '@/lib/oncall';
import { useNames } from '@/lib/people';
import { useNow } from '@/lib/useNow';

/** More are left to the screen of who is on call. */
const SHOWN = 3;

/** When it is the reader's turn, and who asks them to take another's. */
export function MyDutyCard() {
  const shifts = useQuery(myShiftsQuery);
  const swaps = useQuery(mySwapsQuery);
  const { userId } = useCaller();
  const nameOf = useNames();
  const now = useNow();
  const waiting = waitingFor(swaps.data?.swaps ?? [], userId);
  return (
    <Card
      title="My on-call"
      actions={
        <Link
          to="/on-call"
          hash="my-shifts"
          className="inline-flex min-h-6 items-center text-accent hover:underline"
        >
          All my shifts
        </Link>
      }
    >
      <Loaded query={shifts} what="your shifts" rows={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="px-4 py-4 text-muted">You have no shift within the next 90 days.</p>
          ) : (
            <ul aria-label="My next shifts" className="divide-y divide-line">
              {list.slice(0, SHOWN).map(({ scheduleId, scheduleName, shift }) => {
                const running = Date.parse(shift?.startTime ?? '') <= now;
                return (
                  <li
                    key={`${scheduleId}${shift?.duty}${shift?.startTime}`}
                    className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5"
                  >
                    <span className="min-w-0 flex-1 truncate">
                      <span className="font-medium">{scheduleName}</span>{' '}
                      {shift?.duty === 'DUTY_SECONDARY' && <Badge>secondary</Badge>}
                      {shift?.duty === 'DUTY_SHADOW' && <Badge>shadow</Badge>}
                    </span>
                    {running ? (
                      <span className="flex items-center gap-2">
                        <Badge tone="info">now</Badge>
                        {shift?.endTime && (
                          <span className="text-xs text-faint">
                            until <Moment time={shift.endTime} />
                          </span>
                        )}
                      </span>
                    ) : (
                      <span className="text-muted">
                        <Moment time={shift?.startTime} />{' '}
                        <span className="text-xs text-faint">
                          <Ago time={shift?.startTime} />
                        </span>
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
      {waiting.length > 0 && (
        <ul aria-label="Swaps that wait for me" className="divide-y divide-line border-t border-line">
          {waiting.slice(0, SHOWN).map((it) => (
            <li key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <span className="min-w-0 flex-1 basis-56">
                {nameOf(it.userId)} asks {it.askedUserId ? 'you' : 'everybody'} to take{' '}
                <span className="font-medium">{swaps.data?.schedules[it.scheduleId ?? ''] ?? 'a shift'}</span>
                <span className="block text-muted">
                  {daySpan(Date.parse(it.startTime ?? ''), Date.parse(it.endTime ?? ''))}
                </span>
              </span>
              <Link
                to="/on-call"
                hash="swaps"
                className="inline-flex min-h-6 items-center text-accent underline"
              >
                Answer
              </Link>
            </li>
          ))}
          {waiting.length > SHOWN && (
            <li className="px-4 py-2 text-muted">and {waiting.length - SHOWN} more</li>
          )}
        </ul>
      )}
    </Card>
  );
}
