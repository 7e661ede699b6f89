import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { CelEditor } from '@/components/CelEditor';
import { CodeBlock } from '@/components/CodeBlock';
import { Field, FormError, Input, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { mistakesOf } from '@/lib/cel/mistakes';
import { type CelScope, nodeOf } from '@/lib/cel/scope';
import { useDebounced } from '@/lib/useDebounced';
import { dryRunQuery, type FieldMapping, type Provider, sampleQuery, updateProvider } from '../api/providers';
import { openAlertsQuery } from '../api/tickets';

const PAUSE_MS = 300;

/** Fields of new tickets, each by an expression, beside the request that would be sent. */
export function FieldMappings({ provider, readOnly }: { provider: Provider; readOnly: boolean }) {
  const queries = useQueryClient();
  const [rows, setRows] = useState<readonly FieldMapping[]>(provider.fieldMappings ?? []);
  const [alertId, setAlertId] = useState('');
  const alerts = useQuery(openAlertsQuery);
  const sample = useQuery(sampleQuery(alertId));
  const filled = useMemo(() => rows.filter((it) => it.field && it.expression), [rows]);
  const settled = useDebounced(filled, PAUSE_MS);
  const run = useQuery({
    ...dryRunQuery(provider.id!, settled, sample.data ?? {}),
    enabled: sample.data !== undefined && settled.length > 0,
    placeholderData: keepPreviousData,
  });
  const saving = useMutation({
    mutationFn: () => updateProvider(provider.id!, { fieldMappings: [...filled] }),
    meta: { success: 'Fields saved', quiet: true },
    onSuccess: (saved) => queries.setQueryData(['ticket-providers', provider.id], saved),
  });
  const scope = useMemo<CelScope>(
    () => ({
      variables: [
        ...Object.entries(sample.data ?? {}).map(([name, value]) => nodeOf(name, value)),
        { name: 'ticket', type: 'map', members: [{ name: 'title', type: 'text' }] },
      ],
    }),
    [sample.data],
  );
  const problem = saving.error ? asProblem(saving.error) : undefined;
  const set = (at: number, change: Partial<FieldMapping>) => {
    saving.reset();
    setRows((old) => old.map((it, i) => (i === at ? { ...it, ...change } : it)));
  };
  return (
    <Card
      title="Fields of new tickets"
      actions={
        !readOnly && (
          <Button
            look="primary"
            busy={saving.isPending}
            disabled={JSON.stringify(filled) === JSON.stringify(provider.fieldMappings ?? [])}
            onClick={() => saving.mutate()}
          >
            Save fields
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4 px-4 py-3">
        <p className="text-muted">
          Each field by an expression over <code>alert</code>, <code>group</code>, <code>policy</code>,{' '}
          <code>links</code> and <code>ticket.title</code>. It wins over the settings; a key that is not there
          leaves the field out.
        </p>
        <FormError>{problem && problem.violations.length === 0 && problem.message}</FormError>
        {rows.map((row, i) => {
          const place = filled.indexOf(row);
          const result = place >= 0 && !run.error ? run.data?.fields?.[place] : undefined;
          return (
            <div
              key={i}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
            >
              <Input
                aria-label={`Field ${i + 1}`}
                placeholder="priority"
                readOnly={readOnly}
                value={row.field ?? ''}
                onChange={(event) => set(i, { field: event.target.value.trim() })}
              />
              <div className="flex min-w-0 flex-col gap-1 max-sm:col-span-full max-sm:row-start-2">
                <CelEditor
                  label={`Expression of ${row.field || `field ${i + 1}`}`}
                  value={row.expression ?? ''}
                  scope={scope}
                  readOnly={readOnly}
                  lines={1}
                  mistakes={place >= 0 ? mistakesOf(run.error, `field_mappings[${place}].expression`) : []}
                  onChange={(expression) => set(i, { expression })}
                />
                {result && (
                  <p className="text-xs break-words text-muted">
                    {result.error ? `left out: ${result.error}` : `gives ${JSON.stringify(result.value)}`}
                  </p>
                )}
              </div>
              {!readOnly && (
                <IconButton
                  label={`Remove ${row.field || `field ${i + 1}`}`}
                  onClick={() => setRows(rows.filter((_, at) => at !== i))}
                >
                  <Trash2 size={15} aria-hidden />
                </IconButton>
              )}
            </div>
          );
        })}
        {!readOnly && rows.length < 50 && (
          <div>
            <Button
              icon={<Plus size={14} aria-hidden />}
              onClick={() => setRows([...rows, { field: '', expression: '' }])}
            >
              Add a field
            </Button>
          </div>
        )}
        {filled.length > 0 && (
          <section className="flex flex-col gap-2 border-t border-line pt-3">
            <Field label="Tried on" className="max-w-md">
              <Select value={alertId} onChange={(event) => setAlertId(event.target.value)}>
                <option value="">a built-in sample</option>
                {(alerts.data ?? []).map((it) => (
                  <option key={it.id} value={it.id}>
                    {it.title}
                  </option>
                ))}
              </Select>
            </Field>
            {run.error && asProblem(run.error).violations.length === 0 && (
              <FormError>{asProblem(run.error).message}</FormError>
            )}
            {run.data && !run.error && (
              <>
                <p className="text-sm break-all text-muted">
                  Would send: <code>{`${run.data.method} ${run.data.url}`}</code>
                </p>
                <CodeBlock text={JSON.stringify(run.data.body, null, 2)} label="Request that would be sent" />
              </>
            )}
          </section>
        )}
      </div>
    </Card>
  );
}
