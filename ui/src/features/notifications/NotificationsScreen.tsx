import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Select } from '@/components/Field';
import { Card, Page } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { Tabs } from '@/components/Tabs';
import { Ago } from '@/components/Time';
import { rowsOf } from '@/lib/pages';
import { deliveriesQuery, type Notification, notificationsQuery } from './api/notifications';
import { DeliveryTable } from './DeliveryTable';
import { LiveBadge } from './LiveBadge';
import { LiveFeed } from './LiveFeed';
import { useLive } from './useLive';
import {
  channelInWords,
  channelKinds,
  deliveryInWords,
  deliveryStates,
  eventInWords,
  stateInWords,
} from './words';

export function NotificationsScreen() {
  const { view } = useSearch({ from: '/shell/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  const { events, live } = useLive();
  return (
    <Page title="Notifications" wide actions={<LiveBadge live={live} />}>
      <Tabs
        label="Views"
        value={view ?? 'notifications'}
        onChange={(value) =>
          navigate({
            search: (old) => ({
              ...old,
              view: value === 'notifications' ? undefined : (value as 'live'),
            }),
            replace: true,
          })
        }
        tabs={[
          { value: 'notifications', label: 'Notifications', content: <Notifications /> },
          { value: 'deliveries', label: 'Deliveries', content: <Deliveries /> },
          { value: 'live', label: 'As it happens', content: <LiveFeed events={events} /> },
        ]}
      />
    </Page>
  );
}

function Filters() {
  const { state, channel } = useSearch({ from: '/shell/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  return (
    <search className="mb-3 flex flex-wrap gap-2">
      <Select
        aria-label="State of a delivery"
        className="!w-44"
        value={state ?? ''}
        onChange={(event) =>
          navigate({
            search: (old) => ({ ...old, state: (event.target.value || undefined) as typeof state }),
            replace: true,
          })
        }
      >
        <option value="">every state</option>
        {deliveryStates.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Kind of channel"
        className="!w-44"
        value={channel ?? ''}
        onChange={(event) =>
          navigate({
            search: (old) => ({ ...old, channel: (event.target.value || undefined) as typeof channel }),
            replace: true,
          })
        }
      >
        <option value="">every channel</option>
        {channelKinds.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </search>
  );
}

function Nothing({ narrowed, what }: { narrowed: boolean; what: string }) {
  return narrowed ? (
    <Empty title="Nothing matches">
      <p>Take a filter away to see more.</p>
    </Empty>
  ) : (
    <Empty title={`No ${what} yet`}>
      <p>Pages of escalations appear here, and what scripts ask for by the API.</p>
    </Empty>
  );
}

function Notifications() {
  const { state, channel } = useSearch({ from: '/shell/notifications' });
  const query = useInfiniteQuery(notificationsQuery({ state, channel }));
  const rows = rowsOf(query.data);
  return (
    <>
      <Filters />
      <Card>
        <Loaded
          query={{ data: rows, error: query.error, isPending: query.isPending, refetch: query.refetch }}
          what="the notifications"
        >
          {(found) =>
            found.length === 0 ? (
              <Nothing narrowed={Boolean(state || channel)} what="notifications" />
            ) : (
              <>
                <Rows notifications={found} />
                <MoreRows query={query} what="notifications" />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

function Rows({ notifications }: { notifications: readonly Notification[] }) {
  return (
    <Table
      label="Notifications"
      rows={notifications}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'What',
          cell: (it) => (
            <Link
              to="/notifications/$id"
              params={{ id: it.id! }}
              className="font-medium break-words text-accent hover:underline"
            >
              {it.title || eventInWords(it.eventKind)}
            </Link>
          ),
          className: 'sm:max-w-lg',
        },
        { head: 'Event', cell: (it) => eventInWords(it.eventKind) },
        {
          head: 'State',
          cell: (it) => {
            const [word, tone] = stateInWords(it.state);
            return <Badge tone={tone}>{word}</Badge>;
          },
        },
        {
          head: 'To',
          cell: (it) => (
            <span className="text-sm text-muted">
              {(it.deliveries ?? [])
                .map((each) => `${channelInWords(each.channelKind)} ${deliveryInWords(each)[0]}`)
                .join(', ')}
              {(it.refused ?? []).length > 0 && ` · ${it.refused?.length} refused`}
            </span>
          ),
        },
        { head: 'Asked for', cell: (it) => <Ago time={it.createTime} /> },
      ]}
    />
  );
}

function Deliveries() {
  const { state, channel } = useSearch({ from: '/shell/notifications' });
  const query = useInfiniteQuery(deliveriesQuery({ state, channel }));
  const rows = rowsOf(query.data);
  return (
    <>
      <Filters />
      <Card>
        <Loaded
          query={{ data: rows, error: query.error, isPending: query.isPending, refetch: query.refetch }}
          what="the deliveries"
        >
          {(found) =>
            found.length === 0 ? (
              <Nothing narrowed={Boolean(state || channel)} what="deliveries" />
            ) : (
              <>
                <DeliveryTable deliveries={found} />
                <MoreRows query={query} what="deliveries" />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}
