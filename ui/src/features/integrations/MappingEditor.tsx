import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { CelEditor } from '@/components/CelEditor';
import { FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import type { CelScope } from '@/lib/cel/scope';
import { useDebounced } from '@/lib/useDebounced';
import { type Integration, updateIntegration } from './api/integrations';
import { mappingTestQuery } from './api/testMapping';
import { MappingOutcome } from './MappingOutcome';
import { MappingSample } from './MappingSample';
import { type Draft, draftOf, faultsOf, mappingOf, parts, scopeOf } from './mapping';

const PAUSE_MS = 300;

/** What the payloads mean, beside what becomes of a sample while typing. */
export function MappingEditor({ integration }: { integration: Integration }) {
  const { may } = useCaller();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(integration.mapping));
  const [sample, setSample] = useState('');
  const mapping = useMemo(() => mappingOf(draft), [draft]);
  const settledMapping = useDebounced(mapping, PAUSE_MS);
  const settledSample = useDebounced(sample, PAUSE_MS);
  const test = useQuery({
    ...mappingTestQuery(settledMapping, settledSample),
    placeholderData: keepPreviousData,
  });
  const saving = useMutation({
    mutationFn: () => updateIntegration(integration.id!, { mapping }, ['mapping']),
    meta: { success: 'Mapping saved', quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  });
  const refused = test.error ? asProblem(test.error) : undefined;
  const unsaved = saving.error ? asProblem(saving.error) : undefined;
  const faults = [...(refused?.violations ?? test.data?.problems ?? []), ...(unsaved?.violations ?? [])];
  const scope = useMemo(
    () => scopeOf(settledSample, settledMapping.alerts),
    [settledSample, settledMapping.alerts],
  );
  const readOnly = !may('admin');
  const changed = JSON.stringify(mapping) !== JSON.stringify(mappingOf(draftOf(integration.mapping)));

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
      <Card
        title="Mapping"
        className="min-w-0 self-start"
        actions={
          !readOnly && (
            <Button
              look="primary"
              busy={saving.isPending}
              disabled={!changed}
              onClick={() => saving.mutate()}
            >
              Save mapping
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-3 px-4 py-3">
          <p className="text-sm text-muted">
            CEL expressions over <code>payload</code>, and <code>alert</code> for each element of Alerts. What
            is empty is read from the usual names, as <code>title</code> or <code>severity</code>.
          </p>
          <FormError>{unsaved && unsaved.violations.length === 0 && unsaved.message}</FormError>
          {parts.map(({ name, label, hint }) => (
            <Expression
              key={name}
              label={label}
              hint={hint}
              value={draft.parts[name] ?? ''}
              scope={scope}
              faults={faultsOf(name, faults)}
              readOnly={readOnly}
              onChange={(value) => {
                saving.reset();
                setDraft((old) => ({ ...old, parts: { ...old.parts, [name]: value } }));
              }}
            />
          ))}
          <Labels draft={draft} scope={scope} faults={faults} readOnly={readOnly} onChange={setDraft} />
        </div>
      </Card>
      <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-4 xl:self-start">
        <MappingSample
          integration={integration}
          value={sample}
          onChange={setSample}
          mistakes={(refused?.violations ?? [])
            .filter((it) => it.field === 'payload')
            .map((it) => ({ line: it.line ?? 1, column: it.column ?? 1, message: it.message }))}
        />
        <MappingOutcome test={test} asked={settledSample.trim() !== ''} />
      </div>
    </div>
  );
}

function Expression({
  label,
  hint,
  value,
  scope,
  faults,
  readOnly,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  scope: CelScope;
  faults: ReturnType<typeof faultsOf>;
  readOnly: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {hint !== undefined && (
        <p>
          <span className="font-medium">{label}</span> <span className="text-xs text-faint">{hint}</span>
        </p>
      )}
      <CelEditor
        label={label}
        value={value}
        onChange={onChange}
        scope={scope}
        mistakes={faults}
        readOnly={readOnly}
        lines={1}
      />
    </div>
  );
}

function Labels({
  draft,
  scope,
  faults,
  readOnly,
  onChange,
}: {
  draft: Draft;
  scope: CelScope;
  faults: Parameters<typeof faultsOf>[1];
  readOnly: boolean;
  onChange: (draft: Draft) => void;
}) {
  const set = (labels: Draft['labels']) => onChange({ ...draft, labels });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Labels</legend>
      {draft.labels.map((it, i) => (
        <div key={i} className="grid grid-cols-[minmax(6rem,10rem)_minmax(0,1fr)_auto] items-start gap-2">
          <Input
            aria-label={`Name of label ${i + 1}`}
            placeholder="host"
            value={it.name}
            readOnly={readOnly}
            onChange={(event) =>
              set(draft.labels.map((each, at) => (at === i ? { ...each, name: event.target.value } : each)))
            }
          />
          <Expression
            label={`Expression of label ${it.name || i + 1}`}
            value={it.expression}
            scope={scope}
            faults={it.name ? faultsOf({ label: it.name }, faults) : []}
            readOnly={readOnly}
            onChange={(expression) =>
              set(draft.labels.map((each, at) => (at === i ? { ...each, expression } : each)))
            }
          />
          {!readOnly && (
            <IconButton
              label={`Remove label ${it.name || i + 1}`}
              onClick={() => set(draft.labels.filter((_, at) => at !== i))}
            >
              <Trash2 size={15} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!readOnly && draft.labels.length < 50 && (
        <div>
          <Button
            icon={<Plus size={14} aria-hidden />}
            onClick={() => set([...draft.labels, { name: '', expression: '' }])}
          >
            Add a label
          </Button>
        </div>
      )}
    </fieldset>
  );
}
