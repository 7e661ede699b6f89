import type { Schemas } from '@/lib/api';

type Alert = Schemas['Alert'];
type Delivery = Schemas['Delivery'];

export const severities = ['critical', 'major', 'minor', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

const rank = (alert: Alert): number => {
  const at = severities.findIndex((it) => alert.severity === `SEVERITY_${it.toUpperCase()}`);
  return at < 0 ? severities.length : at;
};

/** The worst first, and of these the one that waits longest. */
export const byUrgency = (alerts: readonly Alert[]): Alert[] =>
  [...alerts].sort(
    (a, b) => rank(a) - rank(b) || Date.parse(a.createTime ?? '') - Date.parse(b.createTime ?? ''),
  );

/** How many nobody has answered yet, of each severity. */
export function countsOf(counted: readonly Schemas['AlertCount'][]): Record<Severity, number> {
  const counts = { critical: 0, major: 0, minor: 0, warning: 0, info: 0 };
  for (const { state, severity, count } of counted) {
    const word = severities.find((it) => severity === `SEVERITY_${it.toUpperCase()}`);
    if (word && state === 'ALERT_STATE_OPEN') counts[word] += Number(count ?? 0);
  }
  return counts;
}

/** Alerts that a person has taken and not ended. */
export const takenBy = (alerts: readonly Alert[], userId: string | undefined): Alert[] =>
  userId ? alerts.filter((it) => it.acknowledgedBy?.kind === 'user' && it.acknowledgedBy.id === userId) : [];

const DAY_MS = 86_400_000;
/** A message that waits longer than this is worth a word. */
const LONG_MS = 120_000;

export interface DeliveryHealth {
  readonly good: boolean;
  readonly words: string;
}

/** How delivery fares, in one sentence. `more` means that there are more than were looked at. */
export function deliveryHealth(
  failed: { deliveries: readonly Delivery[]; more: boolean },
  waiting: { deliveries: readonly Delivery[]; more: boolean },
  now: number,
): DeliveryHealth {
  const recent = failed.deliveries.filter((it) => now - Date.parse(it.createTime ?? '') < DAY_MS);
  const late = waiting.deliveries.filter((it) => now - Date.parse(it.createTime ?? '') > LONG_MS);
  const count = (list: readonly unknown[], of: { deliveries: readonly unknown[]; more: boolean }) =>
    `${list.length}${of.more && list.length === of.deliveries.length ? '+' : ''}`;
  const parts: string[] = [];
  if (recent.length > 0) {
    parts.push(
      recent.length === 1 && !failed.more
        ? '1 message could not be delivered in the last 24 hours'
        : `${count(recent, failed)} messages could not be delivered in the last 24 hours`,
    );
  }
  if (late.length > 0) {
    parts.push(
      late.length === 1 && !waiting.more
        ? '1 has waited for more than two minutes'
        : `${count(late, waiting)} have waited for more than two minutes`,
    );
  }
  return parts.length === 0
    ? { good: true, words: 'Every message of the last 24 hours was delivered' }
    : { good: false, words: parts.join(', ') };
}
