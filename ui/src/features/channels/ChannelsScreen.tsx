import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { Table } from '@/components/Table';
import { useCaller } from '@/lib/caller';
import { type Channel, channelsQuery } from './api/channels';
import { ChannelBadge, rateInWords } from './ChannelState';
import { kindOf } from './kinds';

export function ChannelsScreen() {
  const { may, role } = useCaller();
  return (
    <Page
      title="Channels"
      actions={
        may('admin') && (
          <LinkButton look="primary" to="/channels/new">
            New channel
          </LinkButton>
        )
      }
    >
      <p className="text-muted">The ways out: where people and rooms are told.</p>
      <Card>{role && !may('manager') ? <NoPermission /> : <Channels />}</Card>
    </Page>
  );
}

function Channels() {
  const { may } = useCaller();
  const query = useQuery(channelsQuery);
  return (
    <Loaded query={query} what="the channels">
      {(channels) =>
        channels.length === 0 ? (
          <Empty title="Nobody can be told yet">
            {may('admin') ? (
              <>
                <p>Add a mail server or a Slack app, so that pages reach people.</p>
                <LinkButton look="primary" to="/channels/new">
                  Add the first
                </LinkButton>
              </>
            ) : (
              <p>An administrator can add a way out.</p>
            )}
          </Empty>
        ) : (
          <Rows channels={channels} />
        )
      }
    </Loaded>
  );
}

function Rows({ channels }: { channels: readonly Channel[] }) {
  return (
    <Table
      label="Channels"
      rows={channels}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'Name',
          cell: (it) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <NameLink to="/channels/$id" params={{ id: it.id! }}>
                {it.name}
              </NameLink>
              {it.default && <Badge tone="info">default</Badge>}
            </span>
          ),
        },
        { head: 'Kind', cell: (it) => kindOf(it.kind)?.name ?? it.kind },
        {
          head: 'State',
          cell: (it) => (
            <span className="flex flex-col items-start gap-0.5 max-sm:items-end">
              <ChannelBadge channel={it} />
              {it.status?.state !== 'CHANNEL_STATE_WORKING' && !it.disabled && (
                <span className="text-xs break-words text-muted">{it.status?.reason}</span>
              )}
            </span>
          ),
        },
        {
          head: 'Default address',
          cell: (it) => it.defaultAddress || <span className="text-faint">none</span>,
        },
        { head: 'Rate', cell: (it) => <span className="text-sm text-muted">{rateInWords(it)}</span> },
      ]}
    />
  );
}
