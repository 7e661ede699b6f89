import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Schemas } from './api';

/** What alerts had lately: for completion, never as a limit to what may be written. */
export interface SeenLabels {
  /** Names with their values, the most frequent first. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly annotations: ReadonlyMap<string, readonly string[]>;
  readonly sources: readonly string[];
}

const LOOKED_AT = 200;
const VALUES_OF_A_NAME = 30;
/** Longer values are prose that nobody compares with. */
const LONGEST_VALUE = 80;

/** Names and values in alerts, each list with the most frequent first. */
export function seenIn(alerts: readonly Schemas['Alert'][]): SeenLabels {
  const sources = count(alerts.map((it) => it.source ?? ''));
  return {
    labels: namesIn(alerts.map((it) => it.labels ?? {})),
    annotations: namesIn(alerts.map((it) => it.annotations ?? {})),
    sources: [...new Set([...sources, 'alertmanager', 'generic', 'grafana', 'keep', 'manual', 'signoz'])],
  };
}

function namesIn(maps: readonly Record<string, string>[]): Map<string, readonly string[]> {
  const names = count(maps.flatMap((it) => Object.keys(it)));
  return new Map(
    names.map((name) => [
      name,
      count(maps.map((it) => it[name] ?? '').filter((it) => it.length <= LONGEST_VALUE)).slice(
        0,
        VALUES_OF_A_NAME,
      ),
    ]),
  );
}

function count(values: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const value of values) if (value) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([value]) => value);
}

const none: SeenLabels = seenIn([]);

export const seenLabelsQuery = queryOptions({
  queryKey: ['alerts', 'seen-labels'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/alerts', { params: { query: { pageSize: LOOKED_AT } } });
    return seenIn(data?.alerts ?? []);
  },
  staleTime: 60_000,
});

/** Labels, annotations and sources of the last alerts; empty until they are known. */
export const useSeenLabels = (): SeenLabels => useQuery(seenLabelsQuery).data ?? none;
