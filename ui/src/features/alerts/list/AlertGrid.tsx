// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be placed by transforms.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells do not.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is one of two, and both take a label.
import { getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import { cx } from '@/lib/cx';
import { useNarrow } from '@/lib/useMedia';
import type { Item } from '../grouping';
import { columnsOf } from './columns';
import { AlertCard, AlertRow, CARD_HEIGHT, grid, ROW_HEIGHT, type RowActions } from './Rows';

export interface GridHandle {
  /** Brings a row into view and puts the focus on it. */
  focusRow: (key: string) => void;
  /** Whether moving rows would be noticed: scrolled, or with the focus or the pointer among them. */
  isRead: () => boolean;
}

interface Props {
  items: readonly Item[];
  /** Whether rows may stand for groups that open. */
  grouped: boolean;
  /** Key of the row that j and k go on from. */
  cursor: string | undefined;
  isSelected: (item: Item) => boolean;
  isBusy: (item: Item) => boolean;
  actions: RowActions;
  onEnd: () => void;
  allSelected: boolean;
  onSelectAll: () => void;
  handle: Ref<GridHandle>;
}

/** A page further is asked for when this many rows are left below. */
const AHEAD = 40;

/**
 * The list: only rows in view are in the page, and only these are given to the table, so that ten thousand cost as
 * much as thirty. The row that is read keeps its place when rows come or go above it.
 */
export function AlertGrid({
  items,
  grouped,
  cursor,
  isSelected,
  isBusy,
  actions,
  onEnd,
  allSelected,
  onSelectAll,
  handle,
}: Props) {
  const narrow = useNarrow();
  const height = narrow ? CARD_HEIGHT : ROW_HEIGHT;
  const scroller = useRef<HTMLDivElement>(null);
  const indexes = useMemo(() => new Map(items.map((it, index) => [it.key, index])), [items]);
  const cursorIndex = cursor === undefined ? undefined : indexes.get(cursor);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    // The row with the focus stays in the page wherever the list is scrolled to: the focus is never lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (cursorIndex !== undefined && !shown.includes(cursorIndex)) shown.push(cursorIndex);
      return shown;
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew when cards become rows.
  useEffect(() => virtual.measure(), [height]);

  useKeptPlace(scroller, items, indexes, height);

  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - AHEAD) onEnd();
  }, [last, items.length, onEnd]);

  const columns = useMemo(() => columnsOf(actions.nameOf), [actions.nameOf]);
  const inView = useMemo(
    () => rows.map((it) => items[it.index]).filter((it) => it !== undefined),
    [rows, items],
  );
  const table = useReactTable({
    data: inView,
    columns,
    getRowId: (item) => item.key,
    getCoreRowModel: getCoreRowModel(),
    // There are no pages to go back to when the data change; asking for it would draw everything twice.
    autoResetAll: false,
    autoResetPageIndex: false,
  });
  const tableRows = table.getRowModel().rowsById;

  useImperativeHandle(handle, () => ({
    focusRow: (key) => {
      const index = indexes.get(key);
      if (index === undefined) return;
      virtual.scrollToIndex(index, { align: 'auto' });
      requestAnimationFrame(() => document.getElementById(`row-${key}`)?.focus({ preventScroll: true }));
    },
    isRead: () => {
      const list = scroller.current;
      return (
        list !== null &&
        (list.scrollTop > 0 || list.contains(document.activeElement) || list.matches(':hover'))
      );
    },
  }));

  const Row = narrow ? AlertCard : AlertRow;
  return (
    <div
      role={grouped ? 'treegrid' : 'grid'}
      aria-label="Alerts"
      aria-rowcount={items.length + 1}
      aria-multiselectable
      className="flex min-h-0 flex-1 flex-col rounded-lg border border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0"
    >
      <div role="rowgroup" className="max-sm:sr-only">
        <div role="row" aria-rowindex={1} className={cx(grid, 'h-9 border-b border-line text-xs text-faint')}>
          <div role="columnheader" className="flex justify-center">
            <input
              type="checkbox"
              aria-label="Select all loaded alerts"
              className="size-4 accent-(--c-accent)"
              checked={allSelected}
              onChange={onSelectAll}
            />
          </div>
          {table.getFlatHeaders().map((header) => (
            <div key={header.id} role="columnheader" className="font-medium">
              {typeof header.column.columnDef.header === 'function'
                ? header.column.columnDef.header(header.getContext())
                : header.column.columnDef.header}
            </div>
          ))}
          <div role="columnheader">
            <span className="sr-only">Actions</span>
          </div>
        </div>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [contain:strict] [overflow-anchor:none]"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {rows.map((it) => {
            const row = tableRows[String(it.key)];
            if (!row) return null;
            return (
              <Row
                key={it.key}
                row={row}
                index={it.index}
                start={it.start}
                selected={isSelected(row.original)}
                current={cursorIndex === undefined ? it.index === 0 : it.index === cursorIndex}
                busy={isBusy(row.original)}
                actions={actions}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Keeps the first row in view where it is when the rows above it become more or fewer. */
function useKeptPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  items: readonly Item[],
  indexes: ReadonlyMap<string, number>,
  height: number,
): void {
  const before = useRef(items);
  useLayoutEffect(() => {
    const list = scroller.current;
    const old = before.current;
    before.current = items;
    if (!list || old === items || list.scrollTop <= 0) return;
    const first = Math.floor(list.scrollTop / height);
    // The first row that is still there tells how far everything moved.
    for (let i = first; i < Math.min(first + 30, old.length); i++) {
      const now = indexes.get(old[i]?.key ?? '');
      if (now === undefined) continue;
      if (now !== i) list.scrollTop += (now - i) * height;
      return;
    }
  }, [scroller, items, indexes, height]);
}
