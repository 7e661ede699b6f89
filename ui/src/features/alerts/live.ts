import type { TimelineEntry } from '@/lib/alertEvents';
import type { Alert, AlertPage } from './api/listAlerts';

const textFact = (entry: TimelineEntry, name: string): string | undefined => {
  const value = (entry.reason?.facts as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value ? value : undefined;
};

/** The alert after what the entry tells, or the very same when it changes nothing. */
export function after(alert: Alert, entry: TimelineEntry): Alert {
  if (entry.alertId ? entry.alertId !== alert.id : entry.groupId !== alert.groupId) return alert;
  const code = entry.reason?.code ?? '';
  if (alert.state === 'ALERT_STATE_RESOLVED') return alert;
  switch (code) {
    case 'acknowledged':
    case 'snoozed':
      return {
        ...alert,
        state: 'ALERT_STATE_ACKNOWLEDGED',
        acknowledgeTime: entry.time,
        acknowledgedBy: entry.actor,
        snoozeEndTime: code === 'snoozed' ? textFact(entry, 'until') : undefined,
      };
    case 'snooze_over':
    case 'reassigned':
      return {
        ...alert,
        state: 'ALERT_STATE_OPEN',
        acknowledgeTime: undefined,
        acknowledgedBy: undefined,
        snoozeEndTime: undefined,
      };
    case 'resolved':
    case 'resolved.by_source':
      return {
        ...alert,
        state: 'ALERT_STATE_RESOLVED',
        resolveTime: entry.time,
        resolvedBy: entry.actor,
        snoozeEndTime: undefined,
      };
    default:
      return alert;
  }
}

/** Codes that change how an alert of a list looks. */
const telling = new Set([
  'acknowledged',
  'snoozed',
  'snooze_over',
  'reassigned',
  'resolved',
  'resolved.by_source',
]);

/**
 * The loaded pages after some entries. Answers and reopenings hold for a whole group, so an entry of one alert of it
 * that says so is taken for all of them. Pages without a change stay the very same.
 */
export function pagesAfter(pages: readonly AlertPage[], entries: readonly TimelineEntry[]): AlertPage[] {
  const byAlert = new Map<string, TimelineEntry[]>();
  const byGroup = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const code = entry.reason?.code ?? '';
    if (!telling.has(code)) continue;
    const alone = entry.alertId && code.startsWith('resolved');
    const [map, key] = alone ? [byAlert, entry.alertId] : [byGroup, entry.groupId];
    if (key) map.set(key, [...(map.get(key) ?? []), alone ? entry : { ...entry, alertId: '' }]);
  }
  if (byAlert.size === 0 && byGroup.size === 0) return pages as AlertPage[];
  return pages.map((page) => {
    let changed = false;
    const alerts = (page.alerts ?? []).map((alert) => {
      const mine = [...(byAlert.get(alert.id ?? '') ?? []), ...(byGroup.get(alert.groupId ?? '') ?? [])];
      const next = mine.reduce(after, alert);
      changed ||= next !== alert;
      return next;
    });
    return changed ? { ...page, alerts } : page;
  });
}

/** Those of the newly loaded alerts that are in none of the pages, in their order. */
export function unseen(pages: readonly AlertPage[], loaded: readonly Alert[]): Alert[] {
  const known = new Set(pages.flatMap((page) => (page.alerts ?? []).map((it) => it.id)));
  return loaded.filter((it) => !known.has(it.id));
}
