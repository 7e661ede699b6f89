import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { type Integration, integrationsQuery } from './api/integrations';
import { payloadsQuery } from './api/payloads';
import { sourceOf } from './sources';

const EVERY_MS = 20_000;

export function IntegrationsScreen() {
  const { may } = useCaller();
  const query = useQuery(integrationsQuery);
  return (
    <Page
      title="Integrations"
      actions={
        may('admin') && (
          <LinkButton look="primary" to="/integrations/new">
            New integration
          </LinkButton>
        )
      }
    >
      <p className="text-muted">Where monitoring tools send alerts to, each with a key of its own.</p>
      <Card>
        <Loaded query={query} what="the integrations">
          {(integrations) =>
            integrations.length === 0 ? (
              <Empty title="Nothing sends alerts yet">
                {may('admin') ? (
                  <>
                    <p>Create an integration for your monitoring tool and paste its address and key there.</p>
                    <LinkButton look="primary" to="/integrations/new">
                      Create the first
                    </LinkButton>
                  </>
                ) : (
                  <p>An administrator can create the first one.</p>
                )}
              </Empty>
            ) : (
              <Rows integrations={integrations} sees={may('responder')} />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

function Rows({ integrations, sees }: { integrations: readonly Integration[]; sees: boolean }) {
  return (
    <Table
      label="Integrations"
      rows={integrations}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'Name',
          cell: (it) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <NameLink to="/integrations/$id" params={{ id: it.id! }}>
                {it.name}
              </NameLink>
              {it.disabled && <Badge>off</Badge>}
            </span>
          ),
        },
        { head: 'Source', cell: (it) => sourceOf(it.source).name },
        { head: 'Key', cell: (it) => <code className="font-mono text-xs text-muted">{it.maskedKey}</code> },
        ...(sees
          ? [
              { head: 'Last received', cell: (it: Integration) => <LastReceived id={it.id!} /> },
              { head: 'Refused', cell: (it: Integration) => <RefusedCount id={it.id!} /> },
            ]
          : []),
      ]}
    />
  );
}

function LastReceived({ id }: { id: string }) {
  const { data, error } = useQuery(payloadsQuery(id, EVERY_MS));
  if (error) return <span className="text-faint">not known</span>;
  return data ? <Ago time={data[0]?.receiveTime} /> : <span className="text-faint">…</span>;
}

/** Of the payloads that are kept. */
function RefusedCount({ id }: { id: string }) {
  const { data } = useQuery(payloadsQuery(id, EVERY_MS));
  const refused = data?.filter((it) => !it.accepted).length ?? 0;
  if (refused === 0) return <span className="text-faint">none</span>;
  return (
    <Link to="/integrations/$id" params={{ id }} search={{ tab: 'payloads', refused: true }}>
      <Badge tone="critical">{refused} refused</Badge>
    </Link>
  );
}
