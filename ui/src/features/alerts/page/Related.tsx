import { useQuery } from '@tanstack/react-query';
import { AlertLine } from '@/components/AlertLine';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { type Alert, listAlerts } from '../api/listAlerts';
import { alertKey } from '../api/oneAlert';

/** Other alerts of its group, and earlier ones of the same problem. */
export function Related({ alert }: { alert: Alert }) {
  const query = useQuery({
    queryKey: [...alertKey(alert.id ?? ''), 'related'],
    queryFn: async () => {
      const others = (alerts: readonly Alert[] | undefined) =>
        (alerts ?? []).filter((it) => it.id !== alert.id);
      const [group, earlier] = await Promise.all([
        listAlerts({ groupId: alert.groupId ?? '' }, '', 50),
        listAlerts({ fingerprint: alert.fingerprint ?? '' }, '', 20),
      ]);
      return { group: others(group.alerts), earlier: others(earlier.alerts) };
    },
  });
  return (
    <Loaded query={query} what="related alerts" rows={4}>
      {({ group, earlier }) =>
        group.length + earlier.length === 0 ? (
          <Empty title="It stands alone">
            <p>No other alert is in its group, and this problem was not seen before.</p>
          </Empty>
        ) : (
          <div className="flex flex-col gap-4">
            {group.length > 0 && <Lines title="In its group" alerts={group} />}
            {earlier.length > 0 && <Lines title="The same problem before" alerts={earlier} />}
          </div>
        )
      }
    </Loaded>
  );
}

function Lines({ title, alerts }: { title: string; alerts: readonly Alert[] }) {
  return (
    <Card title={title}>
      <ul>
        {alerts.map((it) => (
          <AlertLine key={it.id} alert={it} />
        ))}
      </ul>
    </Card>
  );
}
