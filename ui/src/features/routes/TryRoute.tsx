import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { CodeEditor } from '@/components/CodeEditor';
import { Field, FormError, Select, TextArea } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { mistakesOf } from '@/lib/cel/mistakes';
import { prettyJson } from '@/lib/json';
import { shortTime } from '@/lib/time';
import { alertsToTryQuery, integrationsToTryQuery, lastPayload } from './api/evaluate';
import { type Trial, type TrialForm, useTrial } from './useTrial';
import { Verdicts } from './Verdicts';

const severities = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INFO'] as const;

/** Tries the saved routes. */
export function TryRoute({ alertId }: { alertId: string }) {
  return <TrialCard trial={useTrial(alertId)} title="Try the routes" />;
}

/** What an alert would become: of a real one, a payload, or one that is described. */
export function TrialCard({ trial, title }: { trial: Trial; title: string }) {
  const { form, setForm, query, complete } = trial;
  const put = (change: Partial<TrialForm>) => setForm({ ...form, ...change });
  const problem = query.error ? asProblem(query.error) : undefined;
  // Mistakes of the condition are shown in its editor.
  const other =
    problem && !problem.violations.some((it) => it.field.startsWith('route.')) ? problem : undefined;
  return (
    <Card title={title}>
      <div className="flex flex-col gap-3 p-4">
        <Field label="With">
          <Select
            value={form.from}
            onChange={(event) => put({ from: event.target.value as TrialForm['from'] })}
          >
            <option value="described">an alert described here</option>
            <option value="alert">a real alert</option>
            <option value="payload">a pasted payload</option>
          </Select>
        </Field>
        {form.from === 'alert' && <AlertChoice form={form} put={put} />}
        {form.from === 'payload' && (
          <PayloadForm form={form} put={put} mistakes={mistakesOf(query.error, 'payload.body')} />
        )}
        {form.from === 'described' && (
          <div className="grid gap-3 sm:grid-cols-[9rem_1fr]">
            <Field label="Severity">
              <Select
                value={form.severity}
                onChange={(event) => put({ severity: event.target.value as TrialForm['severity'] })}
              >
                {severities.map((it) => (
                  <option key={it} value={`SEVERITY_${it}`}>
                    {it.toLowerCase()}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Labels" hint="name=value, one in a line">
              <TextArea
                rows={3}
                value={form.labels}
                placeholder={'team=db\nnamespace=prod-eu'}
                className="font-mono text-xs"
                onChange={(event) => put({ labels: event.target.value })}
              />
            </Field>
          </div>
        )}
        <FormError>{other?.message}</FormError>
      </div>
      {complete && query.data && (
        <Verdicts evaluations={query.data} stale={query.isPlaceholderData || query.isError} />
      )}
    </Card>
  );
}

interface PartProps {
  form: TrialForm;
  put: (change: Partial<TrialForm>) => void;
}

function AlertChoice({ form, put }: PartProps) {
  const query = useQuery(alertsToTryQuery);
  const alerts = query.data ?? [];
  return (
    <Field
      label="Alert"
      hint={
        query.isSuccess && alerts.length === 0
          ? 'There are no alerts yet: describe one or paste a payload.'
          : undefined
      }
    >
      <Select value={form.alertId} onChange={(event) => put({ alertId: event.target.value })}>
        <option value="">Choose one of the last</option>
        {form.alertId && !alerts.some((it) => it.id === form.alertId) && (
          <option value={form.alertId}>Alert {form.alertId.slice(0, 8)}</option>
        )}
        {alerts.map((it) => (
          <option key={it.id} value={it.id}>
            {it.title} · {shortTime(it.createTime ?? '')}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function PayloadForm({ form, put, mistakes }: PartProps & { mistakes: ReturnType<typeof mistakesOf> }) {
  const integrations = useQuery(integrationsToTryQuery).data ?? [];
  const last = useMutation({
    mutationFn: () => lastPayload(form.integrationId),
    onSuccess: (body) => put({ body: prettyJson(body) }),
  });
  return (
    <>
      <div className="flex items-end gap-2">
        <Field label="As sent to" className="min-w-0 flex-1">
          <Select value={form.integrationId} onChange={(event) => put({ integrationId: event.target.value })}>
            <option value="">Choose an integration</option>
            {integrations.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name} ({it.source})
              </option>
            ))}
          </Select>
        </Field>
        <Button disabled={!form.integrationId} busy={last.isPending} onClick={() => last.mutate()}>
          Its last payload
        </Button>
      </div>
      {last.data === '' && <p className="text-xs text-muted">It has received nothing yet.</p>}
      <div className="flex max-h-80 flex-col gap-1 overflow-y-auto">
        <CodeEditor
          label="Payload"
          value={form.body}
          onChange={(body) => put({ body })}
          mistakes={mistakes}
          placeholder="Paste what the tool sends"
          lines={6}
        />
      </div>
    </>
  );
}
