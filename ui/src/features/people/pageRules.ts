import type { ContactKind } from '@/lib/contacts';
import type { Preferences } from './api/preferences';

export const severities = ['critical', 'major', 'minor', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Kinds of address by severity; an empty list means all of them. */
export type KindsBySeverity = Record<Severity, readonly ContactKind[]>;

type Rules = NonNullable<Preferences['pageRules']>;

/** The rules as a grid: one line for each severity. */
export function gridOf(rules: Rules | undefined): KindsBySeverity {
  const grid = Object.fromEntries(severities.map((it) => [it, []])) as unknown as Record<
    Severity,
    ContactKind[]
  >;
  for (const rule of rules ?? []) {
    for (const severity of rule.severities ?? []) {
      if (severity in grid) grid[severity as Severity] = [...((rule.contactKinds ?? []) as ContactKind[])];
    }
  }
  return grid;
}

/** The grid as rules: severities of the same kinds in the same order share one. */
export function rulesOf(grid: KindsBySeverity): Rules {
  const rules = new Map<string, Rules[number]>();
  for (const severity of severities) {
    const kinds = grid[severity];
    if (kinds.length === 0) continue;
    const key = kinds.join();
    const rule = rules.get(key);
    if (rule) rule.severities = [...(rule.severities ?? []), severity];
    else rules.set(key, { severities: [severity], contactKinds: [...kinds] });
  }
  return [...rules.values()];
}
