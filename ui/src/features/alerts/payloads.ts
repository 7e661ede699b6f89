import type { Schemas } from '@/lib/api';
import type { Alert } from './api/listAlerts';

/** A payload is received a little before its alerts are; both by the server's clocks. */
const NEAR_MS = 30_000;

/** The payloads that may have brought the alert, the likeliest first. */
export function nearest(
  payloads: readonly Schemas['ReceivedPayload'][],
  alert: Alert,
): readonly Schemas['ReceivedPayload'][] {
  const moments = [alert.lastFiredTime, alert.createTime].filter((it) => it !== undefined).map(Date.parse);
  const distance = (payload: Schemas['ReceivedPayload']) =>
    Math.min(...moments.map((it) => Math.abs(Date.parse(payload.receiveTime ?? '') - it)));
  return payloads
    .filter((it) => it.accepted && distance(it) <= NEAR_MS)
    .sort((a, b) => distance(a) - distance(b));
}

/** Whether a payload speaks of the alert: it holds its fingerprint, or every value of its labels. */
export function mentions(content: string, alert: Alert): boolean {
  if (alert.fingerprint && content.includes(alert.fingerprint)) return true;
  const values = Object.values(alert.labels ?? {}).filter((it) => it !== '');
  if (values.length > 0) {
    return values.every((it) => content.includes(JSON.stringify(it).slice(1, -1)));
  }
  return Boolean(alert.title) && content.includes(JSON.stringify(alert.title).slice(1, -1));
}
