// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be placed by transforms.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells do not.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are handled for the whole page (useListKeys).
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is among the row's attributes.
import { flexRender, type Row } from '@tanstack/react-table';
import { Check, CheckCheck } from 'lucide-react';
import { memo } from 'react';
import { SeverityBadge } from '@/components/Badges';
import { Button, IconButton } from '@/components/Button';
import { Ago } from '@/components/Time';
import { cx } from '@/lib/cx';
import type { Alert } from '../api/listAlerts';
import { type Item, isOver, worstOf } from '../grouping';
import { StateWords } from './columns';

export const ROW_HEIGHT = 44;
export const CARD_HEIGHT = 116;
export const grid =
  'grid grid-cols-[2.25rem_5rem_minmax(0,1fr)_12rem_3rem_5.5rem_4.5rem] items-center gap-x-2 px-2';

/** What can be done with a row. */
export interface RowActions {
  readonly open: (item: Item) => void;
  readonly select: (item: Item, range: boolean) => void;
  readonly focus: (item: Item) => void;
  /** Absent for who may not. */
  readonly acknowledge?: (item: Item) => void;
  readonly resolve?: (item: Item) => void;
  readonly nameOf: (actor: Alert['acknowledgedBy']) => string;
}

export interface RowProps {
  row: Row<Item>;
  index: number;
  start: number;
  selected: boolean;
  current: boolean;
  busy: boolean;
  actions: RowActions;
}

const same = (a: RowProps, b: RowProps) =>
  a.row.original === b.row.original &&
  a.index === b.index &&
  a.start === b.start &&
  a.selected === b.selected &&
  a.current === b.current &&
  a.busy === b.busy &&
  a.actions === b.actions;

function rowAttributes({ row, index, start, selected, current, actions }: RowProps, height: number) {
  const item = row.original;
  return {
    role: 'row',
    id: `row-${item.key}`,
    'aria-rowindex': index + 2,
    'aria-selected': selected,
    ...(item.kind === 'group' ? { 'aria-expanded': item.expanded } : {}),
    ...(item.kind === 'alert' && item.member ? { 'aria-level': 2 } : {}),
    tabIndex: current ? 0 : -1,
    onFocus: () => actions.focus(item),
    style: { height, transform: `translateY(${start}px)` },
  };
}

const isOpen = (item: Item) =>
  item.kind === 'group'
    ? item.members.some((it) => it.state === 'ALERT_STATE_OPEN')
    : item.alert.state === 'ALERT_STATE_OPEN';

function SelectBox({ row, selected, actions }: RowProps) {
  const item = row.original;
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={`Select ${item.alert.title}`}
      checked={selected}
      className="size-4 accent-(--c-accent)"
      onClick={(event) => {
        event.stopPropagation();
        actions.select(item, event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}

/** A row of the table. */
export const AlertRow = memo(function AlertRow(props: RowProps) {
  const { row, selected, busy, actions } = props;
  const item = row.original;
  const { acknowledge, resolve } = actions;
  return (
    <div
      {...rowAttributes(props, ROW_HEIGHT)}
      onClick={() => actions.open(item)}
      className={cx(
        grid,
        'group absolute inset-x-0 top-0 cursor-pointer border-b border-line focus-visible:-outline-offset-2',
        selected ? 'bg-accent-bg' : 'hover:bg-sunken/70',
        busy && 'animate-pulse',
      )}
    >
      <div role="gridcell" className="flex justify-center">
        <SelectBox {...props} />
      </div>
      {row.getVisibleCells().map((cell) => (
        <div key={cell.id} role="gridcell" className="min-w-0">
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </div>
      ))}
      <div
        role="gridcell"
        className="flex justify-end opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
      >
        {acknowledge && isOpen(item) && (
          <IconButton
            label="Acknowledge"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              acknowledge(item);
            }}
          >
            <Check size={16} aria-hidden />
          </IconButton>
        )}
        {resolve && !isOver(item) && (
          <IconButton
            label="Resolve"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              resolve(item);
            }}
          >
            <CheckCheck size={16} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}, same);

/** The same as a card, for a phone: the button that matters is where the thumb is. */
export const AlertCard = memo(function AlertCard(props: RowProps) {
  const { row, selected, busy, actions } = props;
  const item = row.original;
  const { alert } = item;
  const { acknowledge } = actions;
  return (
    <div
      {...rowAttributes(props, CARD_HEIGHT)}
      onClick={() => actions.open(item)}
      className={cx(
        'absolute inset-x-0 top-0 flex cursor-pointer flex-col justify-between border-b border-line px-3 py-2 focus-visible:-outline-offset-2',
        selected && 'bg-accent-bg',
      )}
    >
      <div role="gridcell" className="flex items-start gap-3">
        <span className="-m-2 flex size-10 shrink-0 items-center justify-center">
          <SelectBox {...props} />
        </span>
        <span className={cx('line-clamp-2 min-w-0 flex-1', isOver(item) ? 'text-muted' : 'font-medium')}>
          {alert.title}
          {item.kind === 'group' && <span className="text-muted"> and {item.members.length - 1} more</span>}
        </span>
        <SeverityBadge severity={item.kind === 'group' ? worstOf(item.members) : alert.severity} />
      </div>
      <div role="gridcell" className="flex items-center gap-3 pl-9">
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <StateWords alert={alert} nameOf={actions.nameOf} />
          <span className="text-xs text-faint">
            <Ago time={alert.createTime} />
          </span>
        </span>
        {acknowledge && isOpen(item) && (
          <Button
            look="primary"
            busy={busy}
            className="!h-12 min-w-32 text-base"
            onClick={(event) => {
              event.stopPropagation();
              acknowledge(item);
            }}
          >
            Acknowledge
          </Button>
        )}
      </div>
    </div>
  );
}, same);
