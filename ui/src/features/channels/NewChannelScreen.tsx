import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Choice } from '@/components/Choice';
import { Card, Page } from '@/components/Page';
import { NoPermission } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { createChannel } from './api/channels';
import { ChannelForm } from './ChannelForm';
import { kindOf, kinds } from './kinds';

export function NewChannelScreen() {
  const { may, role } = useCaller();
  const { kind: chosen } = useSearch({ from: '/shell/channels/new' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kind = kindOf(chosen);
  const creation = useMutation({
    mutationFn: createChannel,
    meta: { quiet: true, success: 'Channel created: send a test now' },
    onSuccess: (channel) => {
      queries.invalidateQueries({ queryKey: ['channels'] });
      navigate({ to: '/channels/$id', params: { id: channel.id! } });
    },
  });
  if (role && !may('admin')) {
    return (
      <Page title="New channel">
        <NoPermission>It takes the role admin to add channels.</NoPermission>
      </Page>
    );
  }
  return (
    <Page title="New channel">
      <Choice
        label="What kind?"
        name="kind"
        items={kinds.map((it) => ({ value: it.kind, title: it.name, line: it.line }))}
        value={chosen}
        onChange={(value) => {
          creation.reset();
          navigate({ to: '.', search: { kind: value }, replace: true });
        }}
      />
      {kind && (
        <Card title={kind.name}>
          <ChannelForm
            key={kind.kind}
            kind={kind}
            submit="Create channel"
            busy={creation.isPending}
            problem={creation.error ? asProblem(creation.error) : undefined}
            onSubmit={(channel) => creation.mutate({ ...channel, kind: kind.kind })}
          />
        </Card>
      )}
    </Page>
  );
}
