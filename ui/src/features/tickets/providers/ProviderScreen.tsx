import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Copyable } from '@/components/CopyButton';
import { DeletionCard } from '@/components/DeletionCard';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded, NoPermission } from '@/components/States';
import { Moment } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { deleteProvider, type Provider, providerQuery, updateProvider } from '../api/providers';
import { FieldMappings } from './FieldMappings';
import { ProviderForm } from './ProviderForm';
import { ProviderTest } from './ProviderTest';
import { type ProviderKind, providerKindOf } from './types';

export function ProviderScreen() {
  const { id } = useParams({ from: '/shell/ticket-providers/$id' });
  const { may, role } = useCaller();
  const query = useQuery(providerQuery(id));
  return (
    <Page title={query.data?.name ?? 'Ticket system'}>
      {role && !may('manager') ? (
        <NoPermission />
      ) : (
        <Loaded query={query} what="this ticket system">
          {(provider) => <One provider={provider} />}
        </Loaded>
      )}
    </Page>
  );
}

function One({ provider }: { provider: Provider }) {
  const { may } = useCaller();
  const kind = providerKindOf(provider.type);
  return (
    <>
      <Card>
        <Facts
          items={[
            [
              'Kind',
              <span key="k" className="inline-flex flex-wrap items-center gap-2">
                {kind?.name ?? provider.type}
                {provider.disabled && <Badge tone="warning">off: opens no tickets</Badge>}
              </span>,
            ],
            ['Changed', <Moment key="c" time={provider.updateTime} />],
            ...(kind?.callback && provider.callbackPath
              ? ([
                  [
                    'Calls back',
                    <span key="b" className="flex flex-col gap-1">
                      <Copyable
                        value={new URL(provider.callbackPath, location.origin).toString()}
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
      {may('admin') && <ProviderTest id={provider.id!} />}
      <FieldMappings provider={provider} readOnly={!may('admin')} />
      {kind && (
        <Settings key={provider.updateTime} provider={provider} kind={kind} readOnly={!may('admin')} />
      )}
      {may('admin') && (
        <DeletionCard
          noun="ticket system"
          name={provider.name}
          remove={() => deleteProvider(provider.id!)}
          list="/ticket-providers"
          listKey={['ticket-providers']}
          oneKey={['ticket-providers', provider.id]}
          line="Its tickets stay as they are there, and are no longer kept in step."
        >
          Routes and policies that name it open no tickets any more. This cannot be undone.
        </DeletionCard>
      )}
    </>
  );
}

function Settings({
  provider,
  kind,
  readOnly,
}: {
  provider: Provider;
  kind: ProviderKind;
  readOnly: boolean;
}) {
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (change: Partial<Provider>) => updateProvider(provider.id!, change),
    meta: { success: 'Saved', quiet: true },
    onSuccess: (saved) => {
      queries.setQueryData(providerQuery(provider.id!).queryKey, saved);
      queries.invalidateQueries({ queryKey: ['ticket-providers'] });
    },
  });
  return (
    <Card title="Settings">
      <ProviderForm
        kind={kind}
        provider={provider}
        submit="Save"
        readOnly={readOnly}
        busy={saving.isPending}
        problem={saving.error ? asProblem(saving.error) : undefined}
        onSubmit={(change) => saving.mutate(change)}
      />
    </Card>
  );
}
