import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { TimelineEntry } from '@/lib/alertEvents';
import { useCaller } from '@/lib/caller';
import { toasts } from '@/lib/toasts';
import { toldTo } from '@/lib/useSentence';
import {
  acknowledgeAlerts,
  type BatchedChange,
  resolveAlerts,
  type SnoozeLength,
  snoozeAlerts,
} from './api/changeAlerts';
import type { Alert, AlertPage } from './api/listAlerts';
import { summaryOf } from './changes';
import { pagesAfter } from './live';

type Action =
  | { readonly kind: 'acknowledged' | 'resolved'; readonly alerts: readonly Alert[] }
  | { readonly kind: 'snoozed'; readonly alerts: readonly Alert[]; readonly length: SnoozeLength };

function run(action: Action): Promise<BatchedChange[]> {
  const ids = action.alerts.map((it) => it.id ?? '');
  switch (action.kind) {
    case 'acknowledged':
      return acknowledgeAlerts(ids);
    case 'resolved':
      return resolveAlerts(ids);
    case 'snoozed':
      return snoozeAlerts(ids, action.length);
  }
}

/**
 * What is done to alerts from anywhere. The lists show it as soon as the server has answered, without waiting for the
 * stream to tell.
 */
export function useAlertActions() {
  const queries = useQueryClient();
  const { userId } = useCaller();
  const change = useMutation({
    mutationFn: run,
    onSuccess: (changes, action) => {
      const done = new Set(
        changes.filter((it) => it.outcome === 'CHANGE_OUTCOME_CHANGED').map((it) => it.alertId),
      );
      const time = new Date().toISOString();
      const entries = action.alerts
        .filter((it) => done.has(it.id))
        .map(
          (it): TimelineEntry => ({
            time,
            alertId: it.id,
            groupId: it.groupId,
            actor: { kind: 'user', id: userId },
            reason: { code: action.kind, facts: {} },
          }),
        );
      queries.setQueriesData<InfiniteData<AlertPage>>({ queryKey: ['alerts', 'list'] }, (data) =>
        data ? { ...data, pages: pagesAfter(data.pages, entries) } : data,
      );
      queries.invalidateQueries({ queryKey: ['alerts', 'one'] });
      queries.invalidateQueries({ queryKey: ['home'] });
      const [only] = changes;
      const failed = changes.some((it) => it.error);
      const text =
        changes.length === 1 && only?.reason?.summary ? only.reason.summary : summaryOf(changes, action.kind);
      toldTo(userId, text, queries).then((it) => (failed ? toasts.warn(it) : toasts.tell(it)));
    },
  });
  return {
    busy: change.isPending,
    /** The alerts that something is being done to. */
    busyWith: change.isPending ? change.variables.alerts : [],
    acknowledge: (alerts: readonly Alert[]) => change.mutateAsync({ kind: 'acknowledged', alerts }),
    resolve: (alerts: readonly Alert[]) => change.mutateAsync({ kind: 'resolved', alerts }),
    snooze: (alerts: readonly Alert[], length: SnoozeLength) =>
      change.mutateAsync({ kind: 'snoozed', alerts, length }),
  };
}
