import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Moment } from '@/components/Time';
import { useNames } from '@/lib/people';
import { fullTime, secondTime } from '@/lib/time';
import { type Notification, notificationEventsQuery, notificationQuery } from './api/notifications';
import { DeliveryTable } from './DeliveryTable';
import { LiveBadge } from './LiveBadge';
import { useLive } from './useLive';
import { channelInWords, eventInWords, happenedInWords, stateInWords } from './words';

export function NotificationScreen() {
  const { id } = useParams({ from: '/shell/notifications/$id' });
  const { live } = useLive();
  const query = useQuery(notificationQuery(id));
  return (
    <Page title={query.data?.title || 'Notification'} actions={<LiveBadge live={live} />}>
      <Loaded query={query} what="this notification">
        {(notification) => <One notification={notification} />}
      </Loaded>
    </Page>
  );
}

function One({ notification }: { notification: Notification }) {
  const nameOf = useNames();
  const [word, tone] = stateInWords(notification.state);
  const [kind, by = ''] = (notification.createdBy ?? '').split(':', 2);
  const asker = kind === 'user' ? nameOf(by) : kind === 'service' ? 'an escalation' : 'an API key';
  const refused = notification.refused ?? [];
  return (
    <>
      <Card>
        <Facts
          items={[
            [
              'State',
              <Badge key="s" tone={tone}>
                {word}
              </Badge>,
            ],
            ['About', eventInWords(notification.eventKind)],
            ['Asked for', <Moment key="c" time={notification.createTime} />],
            ['By', asker],
            ...(notification.alertGroupId
              ? ([
                  [
                    'Alerts',
                    <Link
                      key="g"
                      to="/alerts"
                      search={{ group: notification.alertGroupId }}
                      className="text-accent hover:underline"
                    >
                      those it tells of
                    </Link>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Card>
      <Card title="Deliveries">
        <DeliveryTable deliveries={notification.deliveries ?? []} />
        {refused.map((it, i) => (
          <p key={i} className="border-t border-line px-4 py-2 break-words text-critical">
            Not taken: {channelInWords(it.destination?.kind)} {it.destination?.address}: {it.reason}
          </p>
        ))}
      </Card>
      <Events id={notification.id!} />
    </>
  );
}

function Events({ id }: { id: string }) {
  const query = useQuery(notificationEventsQuery(id));
  return (
    <Card title="What happened">
      <Loaded query={query} what="what happened" rows={4}>
        {(events) => (
          <ol className="py-1">
            {events.map((event) => {
              const [word, tone] = happenedInWords(event.kind);
              return (
                <li key={event.id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1">
                  <time
                    dateTime={event.time}
                    title={event.time && fullTime(event.time)}
                    className="w-16 shrink-0 text-xs text-muted tabular-nums"
                  >
                    {event.time && secondTime(event.time)}
                  </time>
                  <span className="w-28 shrink-0">
                    <Badge tone={tone}>{word}</Badge>
                  </span>
                  <span>{channelInWords(event.channelKind)}</span>
                  <span className="min-w-0 break-words text-muted">{event.detail}</span>
                </li>
              );
            })}
          </ol>
        )}
      </Loaded>
    </Card>
  );
}
