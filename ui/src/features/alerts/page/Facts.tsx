import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Facts } from '@/components/Page';
import { Ago, Moment } from '@/components/Time';
import { api } from '@/lib/api';
import { useActors } from '../actors';
import type { Alert } from '../api/listAlerts';

const integrationsQuery = {
  queryKey: ['integrations', 'names'],
  queryFn: async () =>
    (await api.GET('/api/v1/integrations', { params: { query: { pageSize: 500 } } })).data?.integrations ??
    [],
  staleTime: 60_000,
};

export function AlertFacts({ alert }: { alert: Alert }) {
  const nameOf = useActors();
  const { data: integrations } = useQuery(integrationsQuery);
  const integration = integrations?.find((it) => it.id === alert.integrationId)?.name;
  const times = Number(alert.occurrenceCount ?? 1);
  const facts: [string, React.ReactNode][] = [
    ['Began', <Moment key="began" time={alert.startTime} />],
    [
      'Received',
      <span key="received">
        <Moment time={alert.createTime} />
        {times > 1 && (
          <span className="text-faint">
            {' '}
            · {times} times, last <Ago time={alert.lastFiredTime} />
          </span>
        )}
      </span>,
    ],
  ];
  if (alert.acknowledgeTime) {
    facts.push([
      'Acknowledged',
      <span key="acknowledged">
        <Moment time={alert.acknowledgeTime} /> by {nameOf(alert.acknowledgedBy)}
      </span>,
    ]);
  }
  if (alert.snoozeEndTime) facts.push(['Snoozed until', <Moment key="snoozed" time={alert.snoozeEndTime} />]);
  if (alert.resolveTime) {
    facts.push([
      'Resolved',
      <span key="resolved">
        <Moment time={alert.resolveTime} /> by {nameOf(alert.resolvedBy)}
      </span>,
    ]);
  }
  facts.push(
    ['Source', integration ? `${integration} (${alert.source})` : alert.source || 'opened by hand'],
    [
      'Group',
      <Link
        key="group"
        to="/alerts"
        search={{ group: alert.groupId ?? '', state: 'all' }}
        className="text-accent underline"
      >
        alerts of its group
      </Link>,
    ],
    [
      'Fingerprint',
      <code key="fingerprint" className="font-mono text-xs break-all">
        {alert.fingerprint}
      </code>,
    ],
  );
  return <Facts items={facts} />;
}
