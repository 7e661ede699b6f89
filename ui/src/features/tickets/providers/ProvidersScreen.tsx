import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { Table } from '@/components/Table';
import { Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { providersQuery } from '../api/providers';
import { providerKindOf } from './types';

export function ProvidersScreen() {
  const { may, role } = useCaller();
  return (
    <Page
      title="Ticket systems"
      actions={
        <>
          <LinkButton to="/tickets">Tickets</LinkButton>
          {may('admin') && (
            <LinkButton look="primary" to="/ticket-providers/new">
              New ticket system
            </LinkButton>
          )}
        </>
      }
    >
      <p className="text-muted">
        Where incidents are recorded: Tocsin opens tickets there and keeps them in step.
      </p>
      <Card>{role && !may('manager') ? <NoPermission /> : <Providers />}</Card>
    </Page>
  );
}

function Providers() {
  const { may } = useCaller();
  const query = useQuery(providersQuery);
  return (
    <Loaded query={query} what="the ticket systems">
      {(providers) =>
        providers.length === 0 ? (
          <Empty title="No ticket system yet">
            <p>Connect Jira or any system that takes a webhook; routes and policies can name it then.</p>
            {may('admin') && (
              <LinkButton look="primary" to="/ticket-providers/new">
                Connect the first
              </LinkButton>
            )}
          </Empty>
        ) : (
          <Table
            label="Ticket systems"
            rows={providers}
            keyOf={(it) => it.id!}
            columns={[
              {
                head: 'Name',
                cell: (it) => (
                  <span className="inline-flex flex-wrap items-center gap-2">
                    <NameLink to="/ticket-providers/$id" params={{ id: it.id! }}>
                      {it.name}
                    </NameLink>
                    {it.disabled && <Badge>off</Badge>}
                  </span>
                ),
              },
              { head: 'Kind', cell: (it) => providerKindOf(it.type)?.name ?? it.type },
              {
                head: 'Where',
                cell: (it) => (
                  <span className="break-all">
                    {it.jira ? `${it.jira.project} at ${it.jira.baseUrl}` : it.webhook?.url}
                  </span>
                ),
              },
              { head: 'Changed', cell: (it) => <Moment time={it.updateTime} /> },
            ]}
          />
        )
      }
    </Loaded>
  );
}
