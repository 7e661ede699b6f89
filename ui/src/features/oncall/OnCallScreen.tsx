import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LinkButton } from '@/components/LinkButton';
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
import { SwapsWaiting } from './SwapsWaiting';

/** Who is on call at this moment, when it is the reader's turn, and whether pages would arrive. */
export function OnCallScreen() {
  const query = useQuery(onCallQuery);
  const { userId, may } = useCaller();
  useScheduleEvents();
  return (
    <Page
      title="On call"
      actions={
        userId && (
          <>
            <LinkButton to="/on-call" hash="my-shifts">
              My shifts
            </LinkButton>
            {may('responder') && (
              <LinkButton to="/on-call" hash="swaps">
                Swaps
              </LinkButton>
            )}
          </>
        )
      }
    >
      {userId && may('responder') && <SwapsWaiting />}
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
      {userId && (
        <div id="my-shifts" className="scroll-mt-16">
          <MyShifts />
        </div>
      )}
      {userId && may('responder') && (
        <div id="swaps" className="scroll-mt-16">
          <Swaps />
        </div>
      )}
      <p className="text-xs text-faint">Times are of your zone, {readerZone()}.</p>
    </Page>
  );
}
