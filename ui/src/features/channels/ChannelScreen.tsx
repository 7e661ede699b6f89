import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Copyable } from '@/components/CopyButton';
import { ConfirmButton } from '@/components/Dialog';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded, NoPermission } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { type Channel, channelQuery, deleteChannel, updateChannel } from './api/channels';
import { ChannelForm } from './ChannelForm';
import { ChannelReason, rateInWords } from './ChannelState';
import { ChannelTest } from './ChannelTest';
import { type Kind, kindOf } from './kinds';

export function ChannelScreen() {
  const { id } = useParams({ from: '/shell/channels/$id' });
  const { may, role } = useCaller();
  const query = useQuery(channelQuery(id));
  return (
    <Page title={query.data?.name ?? 'Channel'}>
      {role && !may('manager') ? (
        <NoPermission />
      ) : (
        <Loaded query={query} what="this channel">
          {(channel) => <One channel={channel} />}
        </Loaded>
      )}
    </Page>
  );
}

function One({ channel }: { channel: Channel }) {
  const { may } = useCaller();
  const kind = kindOf(channel.kind);
  return (
    <>
      <Card>
        <Facts
          items={[
            [
              'Kind',
              <span key="k" className="inline-flex flex-wrap items-center gap-2">
                {kind?.name ?? channel.kind}
                {channel.default && <Badge tone="info">default</Badge>}
              </span>,
            ],
            ['State', <ChannelReason key="s" channel={channel} />],
            ['Rate', rateInWords(channel)],
            ...(kind?.callback && channel.callbackPath
              ? ([
                  [
                    'Calls back',
                    <span key="c" className="flex flex-col gap-1">
                      <Copyable
                        value={new URL(channel.callbackPath, location.origin).toString()}
                        label="Copy the address for callbacks"
                      />
                      <span className="text-sm text-muted">{kind.callback}</span>
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Card>
      {kind && may('admin') && <ChannelTest channel={channel} kind={kind} />}
      {kind && <Settings key={channel.updateTime} channel={channel} kind={kind} readOnly={!may('admin')} />}
      {may('admin') && <Deletion channel={channel} />}
    </>
  );
}

function Settings({ channel, kind, readOnly }: { channel: Channel; kind: Kind; readOnly: boolean }) {
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (change: Partial<Channel>) => updateChannel(channel.id!, change),
    meta: { success: 'Saved', quiet: true },
    onSuccess: (saved) => {
      queries.setQueryData(channelQuery(channel.id!).queryKey, saved);
      queries.invalidateQueries({ queryKey: ['channels'] });
    },
  });
  return (
    <Card title="Settings">
      <ChannelForm
        kind={kind}
        channel={channel}
        submit="Save"
        readOnly={readOnly}
        busy={saving.isPending}
        problem={saving.error ? asProblem(saving.error) : undefined}
        onSubmit={(change) => saving.mutate(change)}
      />
    </Card>
  );
}

function Deletion({ channel }: { channel: Channel }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: () => deleteChannel(channel.id!),
    meta: { success: `Deleted ${channel.name}` },
    onSuccess: async () => {
      await navigate({ to: '/channels' });
      queries.removeQueries({ queryKey: ['channels', channel.id] });
      queries.invalidateQueries({ queryKey: ['channels'] });
    },
  });
  return (
    <Card title="Delete">
      <div className="flex flex-col items-start gap-3 px-4 py-3">
        <p className="text-muted">Messages that wait for it are given up, with this as their reason.</p>
        <ConfirmButton
          label="Delete this channel"
          title={`Delete ${channel.name}?`}
          confirm="Delete"
          busy={deletion.isPending}
          onConfirm={() => deletion.mutate()}
        >
          Policies that name it tell nobody through it any more. This cannot be undone.
        </ConfirmButton>
      </div>
    </Card>
  );
}
