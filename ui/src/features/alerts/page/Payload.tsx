import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CodeBlock } from '@/components/CodeBlock';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { cx } from '@/lib/cx';
import { prettyJson } from '@/lib/json';
import type { Alert } from '../api/listAlerts';
import { type Payload as Kept, payloadQuery, payloadsQuery } from '../api/payloads';

/** What the source sent about the alert, as it was sent. */
export function Payload({ alert }: { alert: Alert }) {
  const { may, role } = useCaller();
  const query = useQuery({
    ...payloadsQuery(alert),
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
    <Loaded query={query} what="the payloads" rows={6}>
      {(payloads) =>
        payloads.length > 0 ? (
          <Payloads integrationId={alert.integrationId ?? ''} payloads={payloads} />
        ) : (
          <Empty title="No payload of it is kept">
            <p>
              Only the last payloads of an integration are kept, a second after they came; this alert’s were
              followed by many.
            </p>
          </Empty>
        )
      }
    </Loaded>
  );
}

function Payloads({ integrationId, payloads }: { integrationId: string; payloads: readonly Kept[] }) {
  const [chosen, setChosen] = useState<string>();
  const shown = payloads.find((it) => it.id === chosen) ?? payloads[0]!;
  return (
    <div className="flex flex-col gap-3">
      {payloads.length > 1 && (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1.5 text-muted">
            {payloads.length} payloads of this alert are kept, the latest first
          </legend>
          {payloads.map((it) => (
            <button
              key={it.id}
              type="button"
              aria-pressed={it.id === shown.id}
              onClick={() => setChosen(it.id)}
              className={cx(
                'h-8 rounded-md border px-2.5 pointer-coarse:h-11',
                it.id === shown.id
                  ? 'border-accent bg-accent-bg text-accent'
                  : 'border-line-strong text-muted hover:bg-sunken',
              )}
            >
              <Moment time={it.receiveTime} />
            </button>
          ))}
        </fieldset>
      )}
      <Content integrationId={integrationId} id={shown.id ?? ''} />
    </div>
  );
}

function Content({ integrationId, id }: { integrationId: string; id: string }) {
  const query = useQuery(payloadQuery(integrationId, id));
  return (
    <Loaded query={query} what="the payload" rows={6}>
      {(payload) => (
        <div className="flex flex-col gap-2">
          <p className="flex flex-wrap gap-x-3 text-muted">
            <span>
              Received <Moment time={payload.receiveTime} />, {payload.size} bytes
              {payload.complete ? '' : ', of which only the beginning was kept'}
            </span>
            <Link
              to="/integrations/$id"
              params={{ id: integrationId }}
              search={{ payload: id }}
              className="text-accent hover:underline"
            >
              See it at its integration
            </Link>
          </p>
          <CodeBlock tall label="Payload" text={prettyJson(payload.content ?? '')} />
        </div>
      )}
    </Loaded>
  );
}
