import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { AlertLine } from '@/components/AlertLine';
import { Card, Page } from '@/components/Page';
import { PageButton } from '@/components/paging/PageButton';
import { Loaded } from '@/components/States';
import { useAlertEvents } from '@/lib/alertEvents';
import { useCaller } from '@/lib/caller';
import { type Alert, unresolvedQuery } from './api/unresolved';
import { DeliveryHealthLine } from './DeliveryHealthLine';
import { MyDutyCard } from './MyDutyCard';
import { OnCallCard } from './OnCallCard';
import { SeverityCounts } from './SeverityCounts';
import { byUrgency, takenBy } from './standing';
import { TrendCard } from './TrendCard';

const SHOWN = 6;

/** What needs me now. */
export function HomeScreen() {
  const query = useQuery(unresolvedQuery);
  useRenewal();
  const { userId, may } = useCaller();
  return (
    <Page
      title="Home"
      actions={
        <>
          <DeliveryHealthLine />
          <PageButton />
        </>
      }
    >
      <Loaded query={query} what="what is open" rows={10}>
        {({ open, acknowledged }) => {
          const mine = takenBy(acknowledged.alerts, userId);
          return (
            <>
              <SeverityCounts />
              <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
                <AlertsCard
                  title="Waiting for an answer"
                  alerts={byUrgency(open.alerts)}
                  more={open.more}
                  none="Nobody waits. New alerts appear here by themselves."
                  state="open"
                />
                <div className="flex flex-col gap-4">
                  {userId && may('responder') && <MyDutyCard />}
                  <OnCallCard />
                  <AlertsCard
                    title="Taken by me"
                    alerts={byUrgency(mine)}
                    more={false}
                    none="You have taken no alert."
                    state="acknowledged"
                  />
                  <TrendCard />
                </div>
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function AlertsCard({
  title,
  alerts,
  more,
  none,
  state,
}: {
  title: string;
  alerts: readonly Alert[];
  more: boolean;
  none: string;
  state: 'open' | 'acknowledged';
}) {
  const left = alerts.length - SHOWN;
  return (
    <Card title={title}>
      {alerts.length === 0 ? (
        <p className="px-4 py-4 text-muted">{none}</p>
      ) : (
        <ul>
          {alerts.slice(0, SHOWN).map((it) => (
            <AlertLine key={it.id} alert={it} />
          ))}
        </ul>
      )}
      {left > 0 && (
        <Link
          to="/alerts"
          search={{ state }}
          className="flex min-h-10 items-center border-t border-line px-4 text-accent hover:bg-sunken/60"
        >
          {left}
          {more && '+'} more
        </Link>
      )}
    </Card>
  );
}

/** In a storm the page is loaded again this often at most. */
const GATHER_MS = 1500;

/** Loads everything of this page again when something happened to an alert. */
function useRenewal(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const renew = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      queries.invalidateQueries({ queryKey: ['home'] });
    }, GATHER_MS);
  };
  useAlertEvents(renew, renew);
  useEffect(() => () => clearTimeout(timer.current), []);
}
