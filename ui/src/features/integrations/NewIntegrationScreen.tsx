import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Copyable } from '@/components/CopyButton';
import { Field, FormError, Input } from '@/components/Field';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { ShownOnce } from '@/components/ShownOnce';
import { NoPermission } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { createIntegration, type Integration } from './api/integrations';
import { payloadsQuery } from './api/payloads';
import { Snippets } from './Snippets';
import { sourceOf, sources, webhookUrl } from './sources';

export function NewIntegrationScreen() {
  const { may, role } = useCaller();
  const [made, setMade] = useState<{ integration: Integration; key: string }>();
  return (
    <Page title={made ? `Connect ${made.integration.name}` : 'New integration'}>
      {role && !may('admin') ? (
        <NoPermission>It takes the role admin to create integrations.</NoPermission>
      ) : made ? (
        <Made integration={made.integration} apiKey={made.key} />
      ) : (
        <Form onMade={setMade} />
      )}
    </Page>
  );
}

function Form({ onMade }: { onMade: (made: { integration: Integration; key: string }) => void }) {
  const { source } = useSearch({ from: '/shell/integrations/new' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState<string>();
  const creation = useMutation({
    mutationFn: createIntegration,
    meta: { quiet: true },
    onSuccess: ({ integration, key }) => {
      queries.invalidateQueries({ queryKey: ['integrations'] });
      onMade({ integration: integration!, key: key ?? '' });
    },
  });
  const problem = creation.error ? asProblem(creation.error) : undefined;
  const shownName = name ?? (source ? sourceOf(source).name : '');
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (source) creation.mutate({ name: shownName, source });
      }}
    >
      <Choice
        label="What sends the alerts?"
        name="source"
        items={sources.map((it) => ({ value: it.id, title: it.name, line: it.line }))}
        value={source}
        onChange={(value) => navigate({ to: '.', search: { source: value }, replace: true })}
      />
      <Field
        label="Name"
        hint="As it stands in lists: the tool and its place, for example Alertmanager Zurich."
        error={problem?.of('name')}
        className="max-w-md"
      >
        <Input required maxLength={120} value={shownName} onChange={(event) => setName(event.target.value)} />
      </Field>
      <FormError>{problem && !problem.of('name') && problem.message}</FormError>
      <div className="flex gap-2">
        <Button look="primary" type="submit" disabled={!source} busy={creation.isPending}>
          Create and show the key
        </Button>
        <LinkButton to="/integrations">Cancel</LinkButton>
      </div>
    </form>
  );
}

function Made({ integration, apiKey }: { integration: Integration; apiKey: string }) {
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce value={apiKey} label="Key" />
      <Card title="Where to send">
        <div className="flex flex-col gap-4 px-4 py-3">
          <Copyable value={webhookUrl(integration.webhookPath)} label="Copy the address" />
          <Snippets source={integration.source} path={integration.webhookPath} apiKey={apiKey} />
        </div>
      </Card>
      <FirstPayload id={integration.id!} />
      <div>
        <LinkButton look="primary" to="/integrations/$id" params={{ id: integration.id! }}>
          I have copied the key
        </LinkButton>
      </div>
    </div>
  );
}

const WAITING_MS = 2000;

/** Tells, while the reader sets up the tool, when something has come from it. */
function FirstPayload({ id }: { id: string }) {
  const { data } = useQuery(payloadsQuery(id, WAITING_MS));
  const first = data?.[0];
  return (
    <div role="status" className="flex items-center gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      {first ? (
        first.accepted ? (
          <>
            <CircleCheck size={16} className="text-ok" aria-hidden />A payload has arrived and was taken in.
          </>
        ) : (
          <>
            <Badge tone="critical">refused</Badge>
            <span>A payload has arrived: {first.reason}</span>
          </>
        )
      ) : (
        <>
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
          <span className="text-muted">Waiting for the first payload …</span>
        </>
      )}
    </div>
  );
}
