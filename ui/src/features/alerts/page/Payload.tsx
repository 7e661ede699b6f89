import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '@/components/CodeBlock';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { prettyJson } from '@/lib/json';
import type { Alert } from '../api/listAlerts';
import { payloadQuery } from '../api/payloads';

/** What the source sent, as it was sent. */
export function Payload({ alert }: { alert: Alert }) {
  const { may, role } = useCaller();
  const query = useQuery({
    ...payloadQuery(alert),
    enabled: Boolean(alert.integrationId) && may('responder'),
  });
  if (!alert.integrationId) {
    return (
      <Empty title="There is no payload">
        <p>Somebody opened this alert by hand.</p>
      </Empty>
    );
  }
  if (role && !may('responder')) return <NoPermission>Payloads are shown to responders.</NoPermission>;
  return (
    <Loaded query={query} what="the payload" rows={6}>
      {(payload) =>
        payload ? (
          <div className="flex flex-col gap-2">
            <p className="text-muted">
              Received <Moment time={payload.receiveTime} />, {payload.size} bytes
              {payload.complete ? '' : ', of which only the beginning was kept'}
            </p>
            <CodeBlock tall label="Payload" text={prettyJson(payload.content ?? '')} />
          </div>
        ) : (
          <Empty title="Its payload is not kept any more">
            <p>Only the last payloads of an integration are kept; this alert’s was followed by many.</p>
          </Empty>
        )
      }
    </Loaded>
  );
}
