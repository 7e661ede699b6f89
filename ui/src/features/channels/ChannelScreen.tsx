import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Copyable } from '@/components/CopyButton';
import { DeletionCard } from '@/components/DeletionCard';
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
                    <span key="c" className="flex flex-col gap-3">
                      {kind.callback.map((it) => (
                        <span key={it.words} className="flex flex-col gap-1">
                          <Copyable
                            value={callbackUrl(channel.callbackPath ?? '', it.path)}
                            label={it.copy}
                          />
                          <span className="text-sm text-muted">{it.words}</span>
                        </span>
                      ))}
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Card>
      {kind && may('admin') && <ChannelTest channel={channel} kind={kind} />}
      {kind && <Settings key={channel.updateTime} channel={channel} kind={kind} readOnly={!may('admin')} />}
      {may('admin') && (
        <DeletionCard
          noun="channel"
          name={channel.name}
          remove={() => deleteChannel(channel.id!)}
          list="/channels"
          listKey={['channels']}
          oneKey={['channels', channel.id]}
          line="Messages that wait for it are given up, with this as their reason."
        >
          Policies that name it tell nobody through it any more. This cannot be undone.
        </DeletionCard>
      )}
    </>
  );
}

/** Where the provider calls back; `path` is what stands in place of `/interactions/`. */
const callbackUrl = (path: string, other = ''): string =>
  new URL(other ? path.replace('/interactions/', other) : path, location.origin).toString();

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
