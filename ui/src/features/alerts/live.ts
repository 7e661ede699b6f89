import type { TimelineEntry } from '@/lib/alertEvents';
import type { Alert, AlertPage } from './api/listAlerts';
import type { StateWord } from './filters';

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

/** What codes do to an alert's state. */
const moves: Record<string, { readonly from: readonly StateWord[]; readonly to: StateWord }> = {
  acknowledged: { from: ['open'], to: 'acknowledged' },
  snoozed: { from: ['open'], to: 'acknowledged' },
  snooze_over: { from: ['acknowledged'], to: 'open' },
  reassigned: { from: ['acknowledged'], to: 'open' },
  resolved: { from: ['open', 'acknowledged'], to: 'resolved' },
  'resolved.by_source': { from: ['open', 'acknowledged'], to: 'resolved' },
};

/** Codes that change how an alert of a list looks. */
const telling = new Set(Object.keys(moves));

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

/** Alerts in the list's order: their ids are ordered by time, the newest come first. */
export const newestFirst = (alerts: readonly Alert[]): Alert[] =>
  [...alerts].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? 1 : (a.id ?? '') > (b.id ?? '') ? -1 : 0));

/**
 * The pages with alerts that are in none of them put where they belong. What belongs after the last page that is loaded
 * comes with the next one.
 */
export function withAdded(pages: readonly AlertPage[], alerts: readonly Alert[]): AlertPage[] {
  let waiting = newestFirst(unseen(pages, alerts));
  return pages.map((page, index) => {
    const last = pages[index + 1] === undefined;
    const end = page.alerts?.at(-1)?.id ?? '';
    const mine = waiting.filter((it) => (last && !page.nextPageToken) || (it.id ?? '') > end);
    if (mine.length === 0) return page;
    waiting = waiting.filter((it) => !mine.includes(it));
    return { ...page, alerts: newestFirst([...(page.alerts ?? []), ...mine]) };
  });
}

/**
 * Groups of which an alert may be wanted now that was not before: the entry put it into a state that the list is
 * narrowed to, out of one that it is not.
 */
export function entering(states: readonly StateWord[], entries: readonly TimelineEntry[]): string[] {
  if (states.length === 0) return [];
  const groups = new Set<string>();
  for (const { reason, groupId } of entries) {
    const move = moves[reason?.code ?? ''];
    if (move && groupId && states.includes(move.to) && move.from.some((it) => !states.includes(it))) {
      groups.add(groupId);
    }
  }
  return [...groups];
}

/** The pages with silences as `silenced` tells them: alerts that are not among these are held by none. */
export function withSilences(pages: readonly AlertPage[], silenced: readonly Alert[]): AlertPage[] {
  const held = new Map(silenced.map((it) => [it.id, it]));
  return pages.map((page) => {
    let changed = false;
    const alerts = (page.alerts ?? []).map((alert) => {
      const now = held.get(alert.id);
      const same =
        (alert.silenceId || undefined) === now?.silenceId && alert.silenceEndTime === now?.silenceEndTime;
      if (same) return alert;
      changed = true;
      return { ...alert, silenceId: now?.silenceId, silenceEndTime: now?.silenceEndTime };
    });
    return changed ? { ...page, alerts } : page;
  });
}
