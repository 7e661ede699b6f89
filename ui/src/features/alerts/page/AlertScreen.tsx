import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { LabelChips } from '@/components/LabelChips';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { asProblem } from '@/lib/api';
import type { Alert } from '../api/listAlerts';
import { defaults, searchOf } from '../filters';
import type { PageTab } from '../routes';
import { Annotations } from './Annotations';
import { Deliveries } from './Deliveries';
import { Explain, NextStep } from './Explain';
import { AlertFacts } from './Facts';
import { Headline } from './Headline';
import { Payload } from './Payload';
import { Related } from './Related';
import { Tickets } from './Tickets';
import { Timeline } from './Timeline';
import { useLiveAlert } from './useLiveAlert';

/** One alert: what it is, what can be done, what happened and why. */
export function AlertScreen() {
  const { alertId } = useParams({ from: '/shell/alerts/$alertId' });
  const query = useLiveAlert(alertId);
  const title = query.data?.title ?? 'Alert';
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 pt-3 pb-6 max-sm:pb-28 md:px-6">
      <Link
        to="/alerts"
        className="-ml-1 inline-flex min-h-6 w-fit items-center gap-1 text-sm text-muted hover:text-ink"
      >
        <ChevronLeft size={15} aria-hidden />
        Alerts
      </Link>
      {query.error && asProblem(query.error).notFound ? (
        <Empty title="There is no such alert">
          <p>It was deleted after its time of storage, or the address is mistyped.</p>
        </Empty>
      ) : (
        <Loaded query={query} what="the alert">
          {(alert) => <AlertView alert={alert} />}
        </Loaded>
      )}
    </div>
  );
}

function AlertView({ alert }: { alert: Alert }) {
  const { tab = 'timeline' } = useSearch({ from: '/shell/alerts/$alertId' });
  const navigate = useNavigate({ from: '/alerts/$alertId' });
  const tabs: readonly { value: PageTab; label: ReactNode; content: ReactNode }[] = [
    { value: 'timeline', label: 'Timeline', content: <Timeline alert={alert} /> },
    { value: 'why', label: 'Why', content: <Explain alert={alert} /> },
    { value: 'pages', label: 'Pages', content: <Deliveries alert={alert} /> },
    { value: 'payload', label: 'Payload', content: <Payload alert={alert} /> },
    { value: 'related', label: 'Related', content: <Related alert={alert} /> },
  ];
  return (
    <>
      <Headline alert={alert} />
      <NextStep alert={alert} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Tabs
            label="About this alert"
            tabs={tabs}
            value={tab}
            onChange={(value) =>
              navigate({
                search: value === 'timeline' ? {} : { tab: value as PageTab },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
        <aside aria-label="Details" className="flex min-w-0 flex-col gap-4">
          <Annotations alert={alert} />
          <Card title="Details">
            <AlertFacts alert={alert} />
          </Card>
          {Object.keys(alert.labels ?? {}).length > 0 && (
            <Card title="Labels">
              <LabelChips
                className="px-4 py-3"
                labels={alert.labels}
                onChoose={(name, value) =>
                  navigate({
                    to: '/alerts',
                    search: searchOf({ ...defaults, labels: [[name, value]] }),
                  })
                }
              />
            </Card>
          )}
          <Tickets alert={alert} />
        </aside>
      </div>
    </>
  );
}
