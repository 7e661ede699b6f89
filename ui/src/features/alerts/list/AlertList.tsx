import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Empty, Failure, Loading } from '@/components/States';
import { SilenceDialog } from '@/components/silence/SilenceDialog';
import { useCaller } from '@/lib/caller';
import { useActors } from '../actors';
import type { Alert } from '../api/listAlerts';
import { defaults, type Filters, filterCount } from '../filters';
import { alertsOf, type Item, itemsOf } from '../grouping';
import { SnoozeDialog } from '../SnoozeDialog';
import { useAlertActions } from '../useAlertActions';
import { AlertGrid, type GridHandle } from './AlertGrid';
import { BulkBar } from './BulkBar';
import { FreshPill } from './FreshPill';
import type { RowActions } from './Rows';
import { useListKeys } from './useListKeys';
import { useLiveList } from './useLiveList';
import { useSelection } from './useSelection';

interface Props {
  filters: Filters;
  grouped: boolean;
  onToggleGrouped: () => void;
  onSearch: () => void;
  onHelp: () => void;
  onChangeFilters: (filters: Filters) => void;
  /** Labels of the loaded alerts, to filter by. */
  onLabels: (labels: readonly string[]) => void;
}

type Asking = { readonly what: 'snooze' | 'resolve' | 'silence'; readonly alerts: readonly Alert[] };

/** The list under the filters, with its keys and what is selected. Made anew when the filters change. */
export function AlertList(props: Props) {
  const { filters, grouped, onLabels } = props;
  const navigate = useNavigate();
  const { may } = useCaller();
  const nameOf = useActors();
  const names = useRef(nameOf);
  names.current = nameOf;
  const grid = useRef<GridHandle>(null);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string>();
  const [asking, setAsking] = useState<Asking>();
  const selectedCount = useRef(0);
  const list = useLiveList(filters, () => selectedCount.current > 0 || (grid.current?.isRead() ?? false));
  const items = useMemo(() => itemsOf(list.alerts, grouped, expanded), [list.alerts, grouped, expanded]);
  const selection = useSelection(items, list.alerts);
  selectedCount.current = selection.alerts.length;
  const actions = useAlertActions();
  const mayAct = may('responder');

  useEffect(() => {
    const found = new Set<string>();
    for (const alert of list.alerts.slice(0, 500)) {
      for (const [name, value] of Object.entries(alert.labels ?? {})) found.add(`${name}=${value}`);
    }
    onLabels([...found].sort().slice(0, 300));
  }, [list.alerts, onLabels]);

  const index = items.findIndex((it) => it.key === cursor);
  const current = items[index];
  const goTo = (to: number) => {
    const item = items[Math.min(Math.max(to, 0), items.length - 1)];
    if (!item) return;
    setCursor(item.key);
    grid.current?.focusRow(item.key);
  };
  const open = (item: Item) => {
    setCursor(item.key);
    if (item.kind === 'group') setExpanded((it) => toggled(it, item.groupId));
    else navigate({ to: '/alerts/$alertId', params: { alertId: item.alert.id ?? '' } });
  };
  const targets = (): readonly Alert[] =>
    selection.alerts.length > 0 ? selection.alerts : current ? alertsOf(current) : [];
  const acknowledge = (alerts: readonly Alert[]) => {
    const waiting = alerts.filter((it) => it.state !== 'ALERT_STATE_RESOLVED');
    if (waiting.length > 0) actions.acknowledge(waiting).then(selection.clear, ignore);
  };
  const resolve = (alerts: readonly Alert[], sure = false) => {
    const waiting = alerts.filter((it) => it.state !== 'ALERT_STATE_RESOLVED');
    if (waiting.length > 1 && !sure) setAsking({ what: 'resolve', alerts: waiting });
    else if (waiting.length > 0) actions.resolve(waiting).then(selection.clear, ignore);
  };
  const snooze = (alerts: readonly Alert[]) => {
    const waiting = alerts.filter((it) => it.state !== 'ALERT_STATE_RESOLVED');
    if (waiting.length > 0) setAsking({ what: 'snooze', alerts: waiting });
  };

  const silence = (alerts: readonly Alert[]) => {
    if (alerts.length > 0) setAsking({ what: 'silence', alerts });
  };
  const openCurrent = () => current && open(current);
  useListKeys({
    j: () => goTo(index + 1),
    k: () => goTo(index < 0 ? 0 : index - 1),
    x: () => current && selection.toggle(current, false),
    Enter: openCurrent,
    Escape: selection.clear,
    '/': props.onSearch,
    '?': props.onHelp,
    n: () => list.showFresh(),
    g: props.onToggleGrouped,
    ...(mayAct
      ? {
          a: () => acknowledge(targets()),
          r: () => resolve(targets()),
          s: () => snooze(targets()),
          'shift+s': () => silence(targets()),
        }
      : {}),
  });

  // The functions of rows stay the same from one drawing to the next, so that rows need not be drawn anew.
  const latest = useRef({ open, acknowledge, resolve, select: selection.toggle });
  latest.current = { open, acknowledge, resolve, select: selection.toggle };
  const known = names.current(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names arrive once.
  const rowActions = useMemo<RowActions>(
    () => ({
      open: (item) => latest.current.open(item),
      select: (item, range) => latest.current.select(item, range),
      focus: (item) => setCursor(item.key),
      nameOf: (actor) => names.current(actor),
      ...(mayAct
        ? {
            acknowledge: (item) => latest.current.acknowledge(alertsOf(item)),
            resolve: (item) => latest.current.resolve(alertsOf(item)),
          }
        : {}),
    }),
    [mayAct, known],
  );

  const { query } = list;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const busyIds = useMemo(() => new Set(actions.busyWith.map((it) => it.id)), [actions.busyWith]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <FreshPill list={list} />
      {query.isPending ? (
        <Loading label="Loading alerts" rows={12} />
      ) : query.error && !query.data ? (
        <Failure error={query.error} what="alerts" retry={() => query.refetch()} />
      ) : items.length === 0 ? (
        <NoAlerts filters={filters} onChangeFilters={props.onChangeFilters} />
      ) : (
        <AlertGrid
          handle={grid}
          items={items}
          grouped={grouped}
          cursor={current?.key}
          isSelected={selection.has}
          isBusy={(item) => busyIds.size > 0 && alertsOf(item).some((it) => busyIds.has(it.id))}
          actions={rowActions}
          onEnd={onEnd}
          allSelected={selection.all}
          onSelectAll={selection.toggleAll}
        />
      )}
      {mayAct && (
        <BulkBar
          count={selection.alerts.length}
          busy={actions.busy}
          onAcknowledge={() => acknowledge(selection.alerts)}
          onResolve={() => resolve(selection.alerts)}
          onSnooze={() => snooze(selection.alerts)}
          onSilence={() => silence(selection.alerts)}
          onClear={selection.clear}
        />
      )}
      {asking?.what === 'silence' && (
        <SilenceDialog
          alerts={asking.alerts}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            selection.clear();
            list.renew();
          }}
        />
      )}
      <SnoozeDialog
        open={asking?.what === 'snooze'}
        count={asking?.alerts.length ?? 0}
        onClose={() => setAsking(undefined)}
        onSnooze={(length) => actions.snooze(asking?.alerts ?? [], length).then(selection.clear, ignore)}
      />
      <Dialog
        open={asking?.what === 'resolve'}
        onOpenChange={() => setAsking(undefined)}
        title={`Resolve ${asking?.alerts.length} alerts?`}
        actions={
          <>
            <Button onClick={() => setAsking(undefined)}>Keep</Button>
            <Button
              look="primary"
              onClick={() => {
                setAsking(undefined);
                resolve(asking?.alerts ?? [], true);
              }}
            >
              Resolve
            </Button>
          </>
        }
      >
        <p className="text-muted">They cannot be opened again; what fires again opens a new alert.</p>
      </Dialog>
    </div>
  );
}

const ignore = () => undefined;

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function NoAlerts({
  filters,
  onChangeFilters,
}: {
  filters: Filters;
  onChangeFilters: (filters: Filters) => void;
}) {
  if (filterCount(filters) > 0) {
    return (
      <Empty title="No alert matches these filters">
        <Button onClick={() => onChangeFilters(defaults)}>Clear the filters</Button>
      </Empty>
    );
  }
  return (
    <Empty title="Nothing needs you">
      <p>No alert is open or acknowledged. New ones appear here by themselves.</p>
      <Button onClick={() => onChangeFilters({ ...defaults, states: [] })}>Show resolved alerts</Button>
    </Empty>
  );
}
