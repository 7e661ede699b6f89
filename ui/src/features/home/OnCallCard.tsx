import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { clockTime, shortTime } from '@/lib/time';
import { onCallQuery } from './api/onCall';

/** More schedules are left to their own screen. */
const SHOWN = 6;
const DAY_MS = 86_400_000;

/** Until when, with the day where it is not within one. */
const until = (end: string) => (Date.parse(end) - Date.now() < DAY_MS ? clockTime(end) : shortTime(end));

/** Who is paged now. */
export function OnCallCard() {
  const query = useQuery(onCallQuery);
  const nameOf = useNames();
  const { userId } = useCaller();
  return (
    <Card
      title="On call now"
      actions={
        <Link to="/on-call" className="inline-flex min-h-6 items-center text-accent hover:underline">
          All schedules
        </Link>
      }
    >
      <Loaded query={query} what="who is on call" rows={2}>
        {({ schedules, userNames }) =>
          schedules.length === 0 ? (
            <p className="px-4 py-4 text-muted">There is no schedule yet.</p>
          ) : (
            <ul className="divide-y divide-line">
              {schedules.slice(0, SHOWN).map(({ scheduleId, scheduleName, onCall = [], gapEndTime }) => (
                <li key={scheduleId} className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5">
                  <span className="min-w-0 flex-1 truncate text-muted">{scheduleName}</span>
                  {onCall.length === 0 ? (
                    <span className="flex items-center gap-2">
                      <Badge tone="major">nobody</Badge>
                      {gapEndTime && <span className="text-xs text-faint">until {until(gapEndTime)}</span>}
                    </span>
                  ) : (
                    onCall.map((shift) => (
                      <span key={`${shift.userId}${shift.startTime}`} className="flex items-center gap-2">
                        <span className="font-medium">
                          {userNames[shift.userId ?? ''] ?? nameOf(shift.userId)}
                        </span>
                        {shift.userId === userId && <Badge tone="info">you</Badge>}
                        {shift.endTime && (
                          <span className="text-xs text-faint">until {until(shift.endTime)}</span>
                        )}
                      </span>
                    ))
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
