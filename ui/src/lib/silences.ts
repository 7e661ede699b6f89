import { api, type Schemas } from './api';

export type Matcher = Schemas['Matcher'];
export type Silence = Schemas['Silence'];
type Alert = Schemas['Alert'];

/** How a matcher compares, as people write it. */
export const operators = [
  ['MATCH_OPERATOR_EQUAL', '='],
  ['MATCH_OPERATOR_NOT_EQUAL', '≠'],
  ['MATCH_OPERATOR_MATCHES', 'matches'],
  ['MATCH_OPERATOR_NOT_MATCHES', 'does not match'],
] as const satisfies readonly (readonly [NonNullable<Matcher['operator']>, string])[];

/** A matcher in words: `service = checkout`, `one of 3 problems`. */
export function matcherText(matcher: Matcher): string {
  const name = (matcher.name ?? '').replace(/^labels\./, '');
  if (matcher.operator === 'MATCH_OPERATOR_IN') {
    const values = matcher.values ?? [];
    if (matcher.name === 'fingerprint') {
      return values.length === 1 ? 'this one problem' : `one of ${values.length} problems`;
    }
    return `${name} is one of ${values.join(', ')}`;
  }
  const word = operators.find(([operator]) => operator === matcher.operator)?.[1] ?? '?';
  return `${name} ${word} ${matcher.value || '(empty)'}`;
}

/** These very problems, also when they fire again. */
export const sameProblems = (alerts: readonly Alert[]): Matcher[] => [
  {
    name: 'fingerprint',
    operator: 'MATCH_OPERATOR_IN',
    values: [...new Set(alerts.map((it) => it.fingerprint ?? ''))],
  },
];

/** Every label that all of them have with the same value; by name. */
export function commonLabels(alerts: readonly Alert[]): Matcher[] {
  const [first, ...others] = alerts;
  return Object.entries(first?.labels ?? {})
    .filter(([name, value]) => value !== '' && others.every((it) => it.labels?.[name] === value))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => ({ name: `labels.${name}`, operator: 'MATCH_OPERATOR_EQUAL', value }));
}

/** A property as it is typed: what no property of its own is the name of a label. */
export function propertyOf(typed: string): string {
  const name = typed.trim();
  if (name === '' || name.startsWith('labels.')) return name;
  return ['severity', 'source', 'title', 'fingerprint'].includes(name) ? name : `labels.${name}`;
}

export async function createSilence(silence: Silence): Promise<Silence> {
  const { data } = await api.POST('/api/v1/silences', { body: silence });
  return data!;
}

/** Which alerts that are not resolved the matchers hit. */
export async function previewSilence(matchers: Matcher[]): Promise<Schemas['PreviewSilenceResponse']> {
  const { data } = await api.POST('/api/v1/silences/preview', { body: { matchers, pageSize: 5 } });
  return data!;
}
