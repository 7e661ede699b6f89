import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { daySpan } from '@/lib/daySpan';
import { useNames } from '@/lib/people';
import { readerZone } from '@/lib/time';
import { feedEventsQuery } from './api/feeds';
import { meaningsOf } from './feed';

const SHOWN = 20;

/** Whom the titles of a calendar mean, and its next shifts. */
export function FeedShifts({ id }: { id: string }) {
  const query = useQuery(feedEventsQuery(id));
  return (
    <Loaded query={query} what="its shifts" rows={4}>
      {({ events, more }) =>
        events.length === 0 ? (
          <Card title="Next shifts">
            <p className="px-4 py-6 text-center text-muted">It has no shift within the next 90 days.</p>
          </Card>
        ) : (
          <>
            <Card title="Whom its titles mean">
              <Table
                label="Whom its titles mean"
                rows={meaningsOf(events)}
                keyOf={(it) => JSON.stringify(it)}
                columns={[
                  { head: 'In the calendar', cell: (it) => it.title || 'no title' },
                  { head: 'Means', cell: (it) => <Means userIds={it.userIds} unknown={it.unknown} /> },
                  { head: 'Shifts in 90 days', cell: (it) => it.shifts },
                ]}
              />
            </Card>
            <Card title="Next shifts">
              <Table
                label="Next shifts"
                rows={events.slice(0, SHOWN)}
                keyOf={(it) => `${it.startTime} ${it.summary} ${it.userIds}`}
                columns={[
                  {
                    head: 'When',
                    cell: (it) => daySpan(Date.parse(it.startTime ?? ''), Date.parse(it.endTime ?? '')),
                  },
                  {
                    head: 'On call',
                    cell: (it) => <Means userIds={it.userIds ?? []} unknown={it.unmappedNames ?? []} />,
                  },
                  { head: 'In the calendar', cell: (it) => <span className="text-muted">{it.summary}</span> },
                ]}
              />
              <p className="border-t border-line px-4 py-2 text-xs text-faint">
                {(events.length > SHOWN || more) &&
                  `The first ${SHOWN} of ${more ? 'more than ' : ''}${events.length}. `}
                Times are of your zone, {readerZone()}.
              </p>
            </Card>
          </>
        )
      }
    </Loaded>
  );
}

function Means({ userIds, unknown }: { userIds: readonly string[]; unknown: readonly string[] }) {
  const nameOf = useNames();
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {userIds.map(nameOf).join(' and ')}
      {userIds.length === 0 && <Badge tone="critical">nobody</Badge>}
      {unknown.map((it) => (
        <Badge key={it} tone="warning">
          unknown: {it}
        </Badge>
      ))}
    </span>
  );
}
