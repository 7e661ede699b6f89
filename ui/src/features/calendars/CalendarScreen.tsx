import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import type { CalendarFeed } from '@/lib/calendarFeeds';
import { useCaller } from '@/lib/caller';
import { schedulesQuery } from '@/lib/schedules';
import { feedQuery, useDeleteCalendar, useRefreshCalendar } from './api/feeds';
import { FeedDialog } from './FeedDialog';
import { FeedShifts } from './FeedShifts';
import { feedState, intervalWords } from './feed';
import { Troubles } from './Troubles';

/** One imported calendar: how reading it goes, whom its names mean, and its next shifts. */
export function CalendarScreen() {
  const { id } = useParams({ from: '/shell/calendars/$id' });
  const query = useQuery(feedQuery(id));
  const { may } = useCaller();
  const navigate = useNavigate();
  const refresh = useRefreshCalendar(id);
  const remove = useDeleteCalendar(id, () => navigate({ to: '/calendars' }));
  const [changing, setChanging] = useState(false);
  return (
    <Page
      title={query.data?.name ?? 'Imported calendar'}
      actions={
        query.data &&
        may('manager') && (
          <>
            {query.data.url && (
              <Button
                icon={<RefreshCw size={15} aria-hidden />}
                busy={refresh.isPending}
                onClick={() => refresh.mutate(undefined)}
              >
                Read it now
              </Button>
            )}
            <Button onClick={() => setChanging(true)}>Change</Button>
            <ConfirmButton
              label="Delete"
              title={`Delete ${query.data.name}?`}
              confirm="Delete"
              busy={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              Its shifts are forgotten. While a schedule takes turns from it, it stays.
            </ConfirmButton>
          </>
        )
      }
    >
      <Loaded query={query} what="this calendar">
        {(feed) => (
          <>
            {changing && (
              <FeedDialog
                stored={feed}
                onClose={() => setChanging(false)}
                onSaved={() => setChanging(false)}
              />
            )}
            <Troubles feed={feed} />
            <About feed={feed} />
            <FeedShifts id={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function About({ feed }: { feed: CalendarFeed }) {
  const schedules = useQuery(schedulesQuery).data ?? [];
  const { word, tone } = feedState(feed);
  const users = schedules.filter((it) => it.layers?.some((layer) => layer.feedId === feed.id));
  return (
    <Card>
      <Facts
        items={[
          [
            'State',
            <Badge key="state" tone={tone}>
              {word}
            </Badge>,
          ],
          ['From', feed.url ? `${feed.url}, read ${intervalWords(feed.refreshInterval)}` : 'a file'],
          ...(feed.calendarName ? ([['Calls itself', feed.calendarName]] as const) : []),
          ['Shifts to come', String(feed.eventCount ?? 0)],
          ['Last read', <Ago key="read" time={feed.successTime} />],
          ['Zone where it names none', feed.timeZone || 'UTC'],
          [
            'Turns of',
            users.length === 0
              ? 'no schedule yet: choose it for a layer in a schedule’s editor'
              : users.map((it, i) => (
                  <span key={it.id}>
                    {i > 0 && ', '}
                    <Link
                      to="/schedules/$id"
                      params={{ id: it.id ?? '' }}
                      className="inline-block min-h-6 underline"
                    >
                      {it.name}
                    </Link>
                  </span>
                )),
          ],
        ]}
      />
    </Card>
  );
}
