import type { Alert } from './api/listAlerts';

/** One row of the list. */
export type Item =
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert; readonly member: boolean }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly groupId: string;
      /** The newest of them, which stands for all. */
      readonly alert: Alert;
      readonly members: readonly Alert[];
      readonly expanded: boolean;
    };

const alertItem = (alert: Alert, member: boolean): Item => ({
  kind: 'alert',
  key: alert.id ?? '',
  alert,
  member,
});

/** Each alert for itself, or those of a group together where the newest of them stands. A group of one is no group. */
export function itemsOf(
  alerts: readonly Alert[],
  grouped: boolean,
  expanded: ReadonlySet<string>,
): readonly Item[] {
  if (!grouped) return alerts.map((alert) => alertItem(alert, false));
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const key = alert.groupId || (alert.id ?? '');
    const members = groups.get(key);
    if (members) members.push(alert);
    else groups.set(key, [alert]);
  }
  const items: Item[] = [];
  for (const [groupId, members] of groups) {
    const lead = members[0]!;
    if (members.length === 1) {
      items.push(alertItem(lead, false));
      continue;
    }
    const open = expanded.has(groupId);
    items.push({ kind: 'group', key: `group:${groupId}`, groupId, alert: lead, members, expanded: open });
    if (open) for (const member of members) items.push(alertItem(member, true));
  }
  return items;
}

const order = ['SEVERITY_CRITICAL', 'SEVERITY_MAJOR', 'SEVERITY_MINOR', 'SEVERITY_WARNING', 'SEVERITY_INFO'];

/** The worst severity among them. */
export function worstOf(alerts: readonly Alert[]): Alert['severity'] {
  let worst = order.length;
  for (const { severity } of alerts) {
    const rank = order.indexOf(severity ?? '');
    if (rank >= 0 && rank < worst) worst = rank;
  }
  return order[worst] as Alert['severity'];
}

/** The alerts that a row stands for. */
export const alertsOf = (item: Item): readonly Alert[] =>
  item.kind === 'group' ? item.members : [item.alert];

/** Whether nothing of it waits for anybody any more. */
export const isOver = (item: Item): boolean =>
  alertsOf(item).every((it) => it.state === 'ALERT_STATE_RESOLVED');
