import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { calendarFeedsQuery } from '@/lib/calendarFeeds';
import { useCaller } from '@/lib/caller';
import { FeedDialog } from './FeedDialog';
import { feedState, intervalWords } from './feed';

/** Calendars of other programs whose events are shifts. */
export function CalendarsScreen() {
  const query = useQuery(calendarFeedsQuery);
  const { may } = useCaller();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const add = may('manager') && (
    <Button look="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      Import a calendar
    </Button>
  );
  return (
    <Page title="Imported calendars" actions={query.data?.length ? add : undefined}>
      {adding && (
        <FeedDialog
          onClose={() => setAdding(false)}
          onSaved={({ id = '' }) => navigate({ to: '/calendars/$id', params: { id } })}
        />
      )}
      <Card>
        <Loaded query={query} what="the imported calendars">
          {(feeds) =>
            feeds.length === 0 ? (
              <Empty title="No imported calendars yet">
                <p>
                  When shifts are planned in another program, import its iCalendar: a layer of a schedule
                  takes its turns from it.
                </p>
                {add}
              </Empty>
            ) : (
              <Table
                label="Imported calendars"
                keyOf={(it) => it.id ?? ''}
                rows={feeds}
                columns={[
                  {
                    head: 'Name',
                    cell: (it) => (
                      <NameLink to="/calendars/$id" params={{ id: it.id ?? '' }}>
                        {it.name}
                      </NameLink>
                    ),
                  },
                  {
                    head: 'From',
                    cell: (it) => (
                      <span className="text-muted [overflow-wrap:anywhere]">
                        {it.url ? `${it.url}, ${intervalWords(it.refreshInterval)}` : 'a file'}
                      </span>
                    ),
                  },
                  { head: 'Shifts to come', cell: (it) => it.eventCount ?? 0 },
                  {
                    head: 'State',
                    cell: (it) => {
                      const { word, tone } = feedState(it);
                      return <Badge tone={tone}>{word}</Badge>;
                    },
                  },
                  { head: 'Last read', cell: (it) => <Ago time={it.successTime} /> },
                ]}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
