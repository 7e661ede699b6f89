import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { DeletionCard } from '@/components/DeletionCard';
import { ConfirmButton } from '@/components/Dialog';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { ShownOnce } from '@/components/ShownOnce';
import { asProblem } from '@/lib/api';
import { deleteIntegration, type Integration, rotateKey, updateIntegration } from './api/integrations';
import { Snippets } from './Snippets';

export function IntegrationSettings({ integration }: { integration: Integration }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Basics integration={integration} />
      <Key integration={integration} />
      <DeletionCard
        noun="integration"
        name={integration.name}
        remove={() => deleteIntegration(integration.id!)}
        list="/integrations"
        listKey={['integrations']}
        oneKey={['integrations', integration.id]}
        line="Its key is refused from then on. Alerts that it brought stay."
      >
        What the tool sends afterwards is refused. This cannot be undone.
      </DeletionCard>
    </div>
  );
}

function Basics({ integration }: { integration: Integration }) {
  const queries = useQueryClient();
  const [name, setName] = useState(integration.name);
  const [enabled, setEnabled] = useState(!integration.disabled);
  const [limited, setLimited] = useState(integration.rate !== undefined);
  const [perSecond, setPerSecond] = useState(String(integration.rate?.perSecond ?? 100));
  const [burst, setBurst] = useState(String(integration.rate?.burst ?? 200));
  const saving = useMutation({
    mutationFn: () =>
      updateIntegration(
        integration.id!,
        {
          name,
          disabled: !enabled,
          ...(limited ? { rate: { perSecond: Number(perSecond), burst: Number(burst) } } : {}),
        },
        ['name', 'disabled', 'rate'],
      ),
    meta: { success: 'Saved', quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  });
  const problem = saving.error ? asProblem(saving.error) : undefined;
  return (
    <Card title="Settings">
      <form
        className="flex flex-col gap-3 px-4 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <FormError>{problem && problem.violations.length === 0 && problem.message}</FormError>
        <Field label="Name" error={problem?.of('name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Checkbox
          label="Takes alerts (off: its key is refused)"
          checked={enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
        <Checkbox
          label="Has a limit of its own for requests (otherwise the installation's)"
          checked={limited}
          onChange={(event) => setLimited(event.target.checked)}
        />
        {limited && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label="Requests a second"
              hint="In the long run, for each replica."
              error={problem?.of('per_second')}
            >
              <Input
                type="number"
                required
                min={0.001}
                max={1_000_000}
                step="any"
                value={perSecond}
                onChange={(event) => setPerSecond(event.target.value)}
              />
            </Field>
            <Field label="At once" hint="After a pause." error={problem?.of('burst')}>
              <Input
                type="number"
                required
                min={1}
                max={10_000_000}
                value={burst}
                onChange={(event) => setBurst(event.target.value)}
              />
            </Field>
          </div>
        )}
        <div>
          <Button look="primary" type="submit" busy={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Key({ integration }: { integration: Integration }) {
  const queries = useQueryClient();
  const [key, setKey] = useState<string>();
  const rotation = useMutation({
    mutationFn: () => rotateKey(integration.id!),
    onSuccess: (made) => {
      setKey(made);
      queries.invalidateQueries({ queryKey: ['integrations'] });
    },
  });
  return (
    <Card title="Key">
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="text-muted">
          The key is <code>{integration.maskedKey}</code>. A new one takes its place at once: until the tool
          has it, its alerts are refused.
        </p>
        {key && (
          <>
            <ShownOnce value={key} label="New key" />
            <Snippets source={integration.source} path={integration.webhookPath} apiKey={key} />
          </>
        )}
        <div>
          <ConfirmButton
            label="Replace the key"
            title="Replace the key?"
            confirm="Replace it"
            onConfirm={() => rotation.mutate()}
            busy={rotation.isPending}
          >
            The present key is refused from this moment. Alerts that the tool sends before it has the new one
            are lost, unless it tries again.
          </ConfirmButton>
        </div>
      </div>
    </Card>
  );
}
