import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '@/lib/api';
import { useDebounced } from '@/lib/useDebounced';
import { evaluationQuery, type Subject } from './api/evaluate';

/** What stands in the form of a trial. */
export interface TrialForm {
  readonly from: 'alert' | 'payload' | 'described';
  readonly alertId: string;
  readonly integrationId: string;
  readonly body: string;
  readonly severity: NonNullable<Schemas['Severity']>;
  /** `name=value`, one in a line. */
  readonly labels: string;
}

const PAUSE_MS = 200;

/** Labels as they are written: `name=value` in lines or with commas. What has no name is left out. */
export function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    if (at > 0 && name) labels[name] = line.slice(at + 1).trim();
  }
  return labels;
}

/** The subject that a form names; undefined while something is missing. */
export function subjectOf(form: TrialForm): Subject | undefined {
  switch (form.from) {
    case 'alert':
      return form.alertId ? { alertId: form.alertId } : undefined;
    case 'payload':
      return form.integrationId && form.body.trim()
        ? { payload: { integrationId: form.integrationId, body: form.body } }
        : undefined;
    case 'described':
      return { alert: { severity: form.severity, labels: labelsOf(form.labels) } };
  }
}

/** A trial of the routes while its form, or the route that is edited, changes. The last question wins. */
export function useTrial(alertId: string, draft?: Schemas['Route']) {
  const [form, setForm] = useState<TrialForm>({
    from: alertId ? 'alert' : 'described',
    alertId,
    integrationId: '',
    body: '',
    severity: 'SEVERITY_CRITICAL',
    labels: '',
  });
  // A condition is checked even while there is nothing to try it with.
  const subject = subjectOf(form) ?? (draft && { alert: {} });
  const settled = useDebounced(JSON.stringify([subject, draft]), PAUSE_MS);
  const [what, route] = JSON.parse(settled) as [Subject | undefined, Schemas['Route'] | undefined];
  const query = useQuery(evaluationQuery(what ?? undefined, route ?? undefined));
  return { form, setForm, query, complete: subjectOf(form) !== undefined };
}

export type Trial = ReturnType<typeof useTrial>;
