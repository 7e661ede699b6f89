import type { SeenLabels } from '../seenLabels';
import type { CelScope } from './scope';

export const severities = ['critical', 'major', 'minor', 'warning', 'info'] as const;

/** What the condition of a route may use (docs/routes.md), with the labels and values that alerts had lately. */
export function alertScope(seen: SeenLabels): CelScope {
  const below = (names: ReadonlyMap<string, readonly string[]>) =>
    [...names].map(([name, values]) => ({ name, type: 'text', values }));
  return {
    variables: [
      { name: 'labels', type: 'map', detail: 'labels of the alert', members: below(seen.labels) },
      {
        name: 'annotations',
        type: 'map',
        detail: 'annotations of the alert',
        members: below(seen.annotations),
      },
      { name: 'severity', type: 'text', detail: severities.join(', '), values: severities },
      { name: 'source', type: 'text', detail: 'kind of source', values: seen.sources },
      { name: 'now', type: 'timestamp', detail: 'when the alert came in' },
    ],
  };
}
