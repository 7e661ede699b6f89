import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Card, Page } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { dayOf, readerZone } from '@/lib/time';
import { AuditFilters } from './AuditFilters';
import { AuditLine } from './AuditLine';
import { type AuditEvent, auditEventsQuery } from './api/auditEvents';

export function AuditScreen() {
  const { may, role } = useCaller();
  return (
    <Page title="Audit log">
      <p className="text-muted">Every change, by whom and when. Times are in your zone, {readerZone()}.</p>
      {role && !may('admin') ? <NoPermission /> : <Log />}
    </Page>
  );
}

function Log() {
  const filter = useSearch({ from: '/shell/audit-log' });
  const navigate = useNavigate({ from: '/audit-log' });
  const query = useInfiniteQuery(auditEventsQuery(filter, readerZone()));
  const events = rowsOf(query.data);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <AuditFilters filter={filter} onChange={(search) => navigate({ search, replace: true })} />
      <Card>
        <Loaded
          query={{ data: events, error: query.error, isPending: query.isPending, refetch: query.refetch }}
          what="the audit log"
        >
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={narrowed ? 'Nothing matches' : 'Nothing has been changed yet'}>
                {narrowed && <p>Take a filter away, or choose other days.</p>}
              </Empty>
            ) : (
              <>
                <Days events={rows} />
                <MoreRows query={query} what="changes" />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

function Days({ events }: { events: readonly AuditEvent[] }) {
  const days = useMemo(() => {
    const found: { day: string; events: AuditEvent[] }[] = [];
    for (const event of events) {
      const day = dayOf(event.time!);
      const last = found.at(-1);
      if (last?.day === day) last.events.push(event);
      else found.push({ day, events: [event] });
    }
    return found;
  }, [events]);
  return days.map(({ day, events: list }) => (
    <section key={day} aria-label={day}>
      <h2 className="border-b border-line bg-sunken px-4 py-1 text-xs font-medium text-muted">{day}</h2>
      <ul>
        {list.map((event) => (
          <AuditLine key={event.id} event={event} />
        ))}
      </ul>
    </section>
  ));
}
