import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { onCallQuery } from '@/lib/oncall';
import { useScheduleEvents } from '@/lib/scheduleEvents';
import { readerZone } from '@/lib/time';
import { MyShifts } from './MyShifts';
import { NowOnCall } from './NowOnCall';
import { Reachability } from './Reachability';
import { Swaps } from './Swaps';

/** Who is on call at this moment, when it is the reader's turn, and whether pages would arrive. */
export function OnCallScreen() {
  const query = useQuery(onCallQuery);
  const { userId, may } = useCaller();
  useScheduleEvents();
  return (
    <Page title="On call">
      {userId && may('responder') && <Reachability userId={userId} />}
      <Loaded query={query} what="who is on call" rows={4}>
        {({ schedules, names }) =>
          schedules.length === 0 ? (
            <div className="rounded-lg border border-line bg-surface">
              <Empty title="No schedules yet">
                <p>A schedule says who is on call when.</p>
                {may('manager') && (
                  <Link to="/schedules/new" className="text-accent underline">
                    Make the first schedule
                  </Link>
                )}
              </Empty>
            </div>
          ) : (
            <ul aria-label="Schedules" className="grid gap-3 md:grid-cols-2">
              {schedules.map((it) => (
                <NowOnCall key={it.scheduleId} schedule={it} names={names} me={userId ?? ''} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {userId && <MyShifts />}
      {userId && may('responder') && <Swaps />}
      <p className="text-xs text-faint">Times are of your zone, {readerZone()}.</p>
    </Page>
  );
}
