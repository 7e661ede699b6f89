import { useMemo, useRef, useState } from 'react';
import type { Alert } from '../api/listAlerts';
import { alertsOf, type Item } from '../grouping';

/** Which alerts are selected, by id; those that are in the list. */
export function useSelection(items: readonly Item[], loaded: readonly Alert[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const alerts = useMemo(
    () => (ids.size === 0 ? [] : loaded.filter((it) => ids.has(it.id ?? ''))),
    [ids, loaded],
  );
  const has = (item: Item) => ids.size > 0 && alertsOf(item).every((it) => ids.has(it.id ?? ''));

  const put = (chosen: readonly Item[], on: boolean) => {
    const next = new Set(ids);
    for (const { id } of chosen.flatMap(alertsOf)) {
      if (on) next.add(id ?? '');
      else next.delete(id ?? '');
    }
    setIds(next);
  };

  return {
    alerts,
    has,
    all: loaded.length > 0 && alerts.length === loaded.length,
    /** In or out; with `range`, everything from the one chosen last to here. */
    toggle: (item: Item, range: boolean) => {
      const from = range ? items.findIndex((it) => it.key === last.current) : -1;
      const to = items.findIndex((it) => it.key === item.key);
      last.current = item.key;
      if (from < 0) put([item], !has(item));
      else put(items.slice(Math.min(from, to), Math.max(from, to) + 1), true);
    },
    toggleAll: () =>
      setIds(alerts.length === loaded.length ? new Set() : new Set(loaded.map((it) => it.id ?? ''))),
    clear: () => setIds(new Set()),
  };
}
