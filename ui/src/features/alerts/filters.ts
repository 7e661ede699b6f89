import type { Schemas } from '@/lib/api';

export const states = ['open', 'acknowledged', 'resolved'] as const;
export const severities = ['critical', 'major', 'minor', 'warning', 'info'] as const;
export const spans = ['1h', '24h', '7d', '30d'] as const;

export const silencing = ['silenced', 'heard'] as const;

export type StateWord = (typeof states)[number];
export type SeverityWord = (typeof severities)[number];
export type Span = (typeof spans)[number];
export type Silencing = (typeof silencing)[number];

/** When alerts were received: within a span before now, or between two instants of which either may be missing. */
export type Period = { span: Span } | { from?: string; to?: string };

/** What the list is narrowed to. */
export interface Filters {
  readonly states: readonly StateWord[];
  readonly severities: readonly SeverityWord[];
  /** Name and value of labels, all of which have to be there. */
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly group: string;
  readonly period: Period | undefined;
  /** Only alerts that a silence holds, or only those that none does. */
  readonly silencing: Silencing | undefined;
}

/** Filters as they stand in the address; what is not there is at its default. */
export interface FilterSearch {
  state?: string;
  severity?: string;
  label?: string;
  q?: string;
  group?: string;
  since?: string;
  from?: string;
  to?: string;
  silences?: string;
}

/** What needs somebody: everything that is not over. */
export const defaults: Filters = {
  states: ['open', 'acknowledged'],
  severities: [],
  labels: [],
  text: '',
  group: '',
  period: undefined,
  silencing: undefined,
};

const some = <T extends string>(all: readonly T[], chosen: string): T[] => {
  const words = chosen.split(',');
  return all.filter((it) => words.includes(it));
};

const sameWords = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((it) => b.includes(it));

/** Values are joined by commas; a comma or a backslash within one has a backslash before it. */
const joined = (items: readonly string[]) => items.map((it) => it.replace(/[\\,]/g, '\\$&')).join(',');

function split(text: string): string[] {
  const items: string[] = [];
  let item = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ',') {
      items.push(item);
      item = '';
    } else {
      if (text[i] === '\\' && i + 1 < text.length) i++;
      item += text[i];
    }
  }
  return [...items, item];
}

/** A label as it is typed, `name=value`; undefined when it is none. */
export function labelOf(text: string): [name: string, value: string] | undefined {
  const at = text.indexOf('=');
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : undefined;
}

const instant = (text: string | undefined): string | undefined =>
  text && !Number.isNaN(Date.parse(text)) ? text : undefined;

export function filtersOf(search: FilterSearch): Filters {
  const span = spans.find((it) => it === search.since);
  const from = instant(search.from);
  const to = instant(search.to);
  let chosen: readonly StateWord[] = defaults.states;
  if (search.state === 'all') chosen = [];
  else if (search.state && some(states, search.state).length > 0) chosen = some(states, search.state);
  return {
    states: chosen,
    severities: some(severities, search.severity ?? ''),
    labels: search.label
      ? split(search.label)
          .map(labelOf)
          .filter((it) => it !== undefined)
      : [],
    text: search.q ?? '',
    group: search.group ?? '',
    period: span ? { span } : from || to ? { ...(from ? { from } : {}), ...(to ? { to } : {}) } : undefined,
    silencing: silencing.find((it) => it === search.silences),
  };
}

export function searchOf(filters: Filters): FilterSearch {
  const search: FilterSearch = {};
  if (!sameWords(filters.states, defaults.states)) {
    search.state = filters.states.length === 0 ? 'all' : some(states, filters.states.join()).join(',');
  }
  if (filters.severities.length > 0) search.severity = some(severities, filters.severities.join()).join(',');
  if (filters.labels.length > 0) search.label = joined(filters.labels.map((it) => it.join('=')));
  if (filters.text) search.q = filters.text;
  if (filters.group) search.group = filters.group;
  if (filters.period && 'span' in filters.period) search.since = filters.period.span;
  else if (filters.period) {
    if (filters.period.from) search.from = filters.period.from;
    if (filters.period.to) search.to = filters.period.to;
  }
  if (filters.silencing) search.silences = filters.silencing;
  return search;
}

/** Texts of an address, whatever stands there: `?q=12` is read as a number otherwise. */
export function textsOf(search: Record<string, unknown>): FilterSearch {
  const found: Record<string, string> = {};
  for (const name of ['state', 'severity', 'label', 'q', 'group', 'since', 'from', 'to', 'silences']) {
    const value = search[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      if (value !== '') found[name] = String(value);
    }
  }
  return found;
}

export interface AlertQuery {
  status?: Schemas['AlertState'][];
  severity?: Schemas['Severity'][];
  label?: string[];
  text?: string;
  groupId?: string;
  fingerprint?: string;
  createdAfter?: string;
  createdBefore?: string;
  silenced?: Schemas['SilenceFilter'];
}

const hours: Record<Span, number> = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

/** What the API is asked; `now` in milliseconds. */
export function queryOf(filters: Filters, now: number): AlertQuery {
  const query: AlertQuery = {};
  if (filters.states.length > 0 && filters.states.length < states.length) {
    query.status = filters.states.map((it) => `ALERT_STATE_${it.toUpperCase()}` as Schemas['AlertState']);
  }
  if (filters.severities.length > 0) {
    query.severity = filters.severities.map((it) => `SEVERITY_${it.toUpperCase()}` as Schemas['Severity']);
  }
  if (filters.labels.length > 0) query.label = filters.labels.map((it) => it.join('='));
  if (filters.text) query.text = filters.text;
  if (filters.group) query.groupId = filters.group;
  const { period } = filters;
  if (period && 'span' in period) {
    query.createdAfter = new Date(now - hours[period.span] * 3_600_000).toISOString();
  } else if (period) {
    if (period.from) query.createdAfter = new Date(period.from).toISOString();
    if (period.to) query.createdBefore = new Date(period.to).toISOString();
  }
  if (filters.silencing) {
    query.silenced =
      filters.silencing === 'silenced' ? 'SILENCE_FILTER_SILENCED' : 'SILENCE_FILTER_NOT_SILENCED';
  }
  return query;
}

/** How many filters differ from what is shown without any. */
export const filterCount = (filters: Filters): number => {
  const search = searchOf(filters);
  return (
    Object.keys(search).length - (search.from && search.to ? 1 : 0) + Math.max(0, filters.labels.length - 1)
  );
};
