import type { Violation } from '@/lib/api';
import { type CelScope, nodeOf } from '@/lib/cel/scope';
import type { Mapping } from './api/integrations';

/** The parts of a mapping that are one expression each, in the names of the API. */
export const parts = [
  {
    name: 'alerts',
    label: 'Alerts',
    hint: 'A list with an element for each alert; empty: the payload is one.',
  },
  { name: 'title', label: 'Title', hint: "payload.check + ' is ' + payload.state" },
  {
    name: 'severity',
    label: 'Severity',
    hint: 'A word: critical, major, minor, warning, info, or what tools call them.',
  },
  { name: 'key', label: 'Key', hint: 'The same for a firing and its end.' },
  { name: 'state', label: 'State', hint: 'A word as firing or resolved; or true for firing.' },
  { name: 'description', label: 'Description', hint: 'What explains it.' },
  { name: 'sourceUrl', label: 'Link', hint: 'Where the tool shows it.' },
  { name: 'startsAt', label: 'Begin', hint: 'A time, or seconds since 1970.' },
  { name: 'allLabels', label: 'All labels', hint: 'A map of labels: payload.tags' },
] as const;

export type Part = (typeof parts)[number]['name'];

/** A mapping while it is edited: rows of labels may be unfinished. */
export interface Draft {
  readonly parts: Readonly<Partial<Record<Part, string>>>;
  readonly labels: readonly { readonly name: string; readonly expression: string }[];
}

export function draftOf(mapping: Mapping | undefined): Draft {
  const found: Partial<Record<Part, string>> = {};
  for (const { name } of parts) if (mapping?.[name]) found[name] = mapping[name];
  return {
    parts: found,
    labels: Object.entries(mapping?.labels ?? {}).map(([name, expression]) => ({ name, expression })),
  };
}

/** The mapping that a draft stands for, without what is empty. */
export function mappingOf(draft: Draft): Mapping {
  const filled = Object.entries(draft.parts).filter(([, expression]) => expression.trim() !== '');
  const labels = draft.labels.filter((it) => it.name.trim() !== '' && it.expression.trim() !== '');
  return {
    ...Object.fromEntries(filled),
    ...(labels.length > 0
      ? { labels: Object.fromEntries(labels.map((it) => [it.name.trim(), it.expression])) }
      : {}),
  };
}

interface Fault {
  readonly field: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Mistakes (refused) and problems (only on this sample), by the end of the field's path. */
export function faultsOf(
  part: Part | { label: string },
  faults: readonly (Violation | { field?: string; message?: string; line?: number; column?: number })[],
): Fault[] {
  const ends =
    typeof part === 'string'
      ? [`mapping.${part}`, `mapping.${snake(part)}`]
      : [`mapping.labels[${part.label.trim()}]`];
  return faults
    .filter((it) => ends.some((end) => it.field === end || it.field?.endsWith(`.${end}`)))
    .map((it) => ({
      field: it.field ?? '',
      // The editor says where by itself.
      message: (it.message ?? '').replace(/^line \d+, column \d+: /, ''),
      line: it.line || 1,
      column: it.column || 1,
    }));
}

/** What an expression may use, with the names in the sample: `payload`, and `alert`, an element of Alerts. */
export function scopeOf(sample: string, alerts: string | undefined): CelScope {
  let payload: unknown;
  try {
    payload = JSON.parse(sample);
  } catch {
    return { variables: [{ name: 'payload' }, { name: 'alert' }] };
  }
  // A plain path is followed; for anything else no names are known.
  const path = /^\s*payload((?:\.\w+)*)\s*$/.exec(alerts || 'payload')?.[1];
  const list = path?.split('.').filter(Boolean).reduce<unknown>(below, payload);
  return { variables: [nodeOf('payload', payload), nodeOf('alert', Array.isArray(list) ? list[0] : list)] };
}

const below = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
