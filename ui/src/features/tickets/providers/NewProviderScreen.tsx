import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Choice } from '@/components/Choice';
import { Copyable } from '@/components/CopyButton';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { ShownOnce } from '@/components/ShownOnce';
import { NoPermission } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { createProvider, type Provider } from '../api/providers';
import { ProviderForm } from './ProviderForm';
import { type ProviderKind, providerKindOf, providerKinds } from './types';

export function NewProviderScreen() {
  const { may, role } = useCaller();
  const { type } = useSearch({ from: '/shell/ticket-providers/new' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [made, setMade] = useState<Provider>();
  const kind = providerKindOf(type);
  const creation = useMutation({
    mutationFn: createProvider,
    meta: { quiet: true },
    onSuccess: (provider) => {
      queries.invalidateQueries({ queryKey: ['ticket-providers'] });
      setMade(provider);
    },
  });
  if (role && !may('admin')) {
    return (
      <Page title="New ticket system">
        <NoPermission>It takes the role admin to connect ticket systems.</NoPermission>
      </Page>
    );
  }
  if (made && kind) return <Made provider={made} kind={kind} />;
  return (
    <Page title="New ticket system">
      <Choice
        label="What kind?"
        name="type"
        items={providerKinds.map((it) => ({ value: it.type, title: it.name, line: it.line }))}
        value={type}
        onChange={(value) => {
          creation.reset();
          navigate({ to: '.', search: { type: value }, replace: true });
        }}
      />
      {kind && (
        <Card title={kind.name}>
          <ProviderForm
            key={kind.type}
            kind={kind}
            submit="Connect"
            busy={creation.isPending}
            problem={creation.error ? asProblem(creation.error) : undefined}
            onSubmit={(provider) => creation.mutate({ ...provider, type: kind.type })}
          />
        </Card>
      )}
    </Page>
  );
}

/** What the other side needs to know: the secret that was made, and where to send. */
function Made({ provider, kind }: { provider: Provider; kind: ProviderKind }) {
  const settings = provider[kind.type] as Record<string, unknown> | undefined;
  const secret = String(settings?.[kind.made.field] ?? '');
  return (
    <Page title={`Connect ${provider.name}`}>
      {secret && <ShownOnce value={secret} label={kind.made.label} />}
      {kind.callback && provider.callbackPath && (
        <Card title="Where it sends to">
          <div className="flex flex-col gap-2 px-4 py-3">
            <Copyable
              value={new URL(provider.callbackPath, location.origin).toString()}
              label="Copy the address"
            />
            <p className="text-muted">{kind.callback}</p>
          </div>
        </Card>
      )}
      <div>
        <LinkButton look="primary" to="/ticket-providers/$id" params={{ id: provider.id! }}>
          Go on and test it
        </LinkButton>
      </div>
    </Page>
  );
}
