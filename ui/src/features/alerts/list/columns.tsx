import { type ColumnDef, createColumnHelper } from '@tanstack/react-table';
import { BellOff, ChevronDown, ChevronRight } from 'lucide-react';
import { AlertStateBadge, SeverityBadge } from '@/components/Badges';
import { Ago } from '@/components/Time';
import { cx } from '@/lib/cx';
import { clockTime } from '@/lib/time';
import type { Alert } from '../api/listAlerts';
import { type Item, isOver, worstOf } from '../grouping';

const column = createColumnHelper<Item>();

/** What the list shows of an alert, besides its title. */
export function StateWords({
  alert,
  nameOf,
}: {
  alert: Alert;
  nameOf: (actor: Alert['acknowledgedBy']) => string;
}) {
  const who =
    alert.state === 'ALERT_STATE_RESOLVED'
      ? alert.resolvedBy && nameOf(alert.resolvedBy)
      : alert.acknowledgedBy && nameOf(alert.acknowledgedBy);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <AlertStateBadge state={alert.state} />
      {alert.silenceEndTime && alert.state !== 'ALERT_STATE_RESOLVED' ? (
        <span className="flex min-w-0 items-center gap-1 text-xs text-faint">
          <BellOff size={13} aria-hidden className="shrink-0" />
          <span className="truncate">silenced</span>
        </span>
      ) : alert.snoozeEndTime ? (
        <span className="truncate text-xs text-faint">snoozed to {clockTime(alert.snoozeEndTime)}</span>
      ) : (
        who && <span className="truncate text-xs text-faint">{who}</span>
      )}
    </span>
  );
}

function Title({ item }: { item: Item }) {
  const { alert } = item;
  const labels = Object.entries(alert.labels ?? {})
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([, value]) => value);
  return (
    <span className="flex min-w-0 items-baseline gap-2.5">
      {item.kind === 'group' &&
        (item.expanded ? (
          <ChevronDown size={14} aria-hidden className="shrink-0 self-center" />
        ) : (
          <ChevronRight size={14} aria-hidden className="shrink-0 self-center" />
        ))}
      <span
        className={cx(
          'truncate',
          item.kind === 'alert' && item.member && 'pl-6',
          isOver(item) ? 'text-muted' : 'font-medium',
        )}
      >
        {alert.title}
      </span>
      {item.kind === 'group' && (
        <span className="shrink-0 text-xs text-muted">and {item.members.length - 1} more</span>
      )}
      {item.kind === 'alert' && (
        <span className="min-w-0 flex-1 truncate text-xs text-faint max-lg:hidden">{labels.join(' · ')}</span>
      )}
    </span>
  );
}

const worst = (item: Item) => (item.kind === 'group' ? worstOf(item.members) : item.alert.severity);

const occurrences = (item: Item) =>
  item.kind === 'group'
    ? item.members.reduce((sum, it) => sum + Number(it.occurrenceCount ?? 1), 0)
    : Number(item.alert.occurrenceCount ?? 1);

/** The columns besides the box to select a row. `nameOf` says who acknowledged. */
export function columnsOf(nameOf: (actor: Alert['acknowledgedBy']) => string): ColumnDef<Item>[] {
  return [
    column.display({
      id: 'severity',
      header: 'Severity',
      cell: ({ row }) => <SeverityBadge severity={worst(row.original)} />,
    }),
    column.display({ id: 'title', header: 'Alert', cell: ({ row }) => <Title item={row.original} /> }),
    column.display({
      id: 'state',
      header: 'State',
      cell: ({ row }) => <StateWords alert={row.original.alert} nameOf={nameOf} />,
    }),
    column.display({
      id: 'count',
      header: () => <span title="How often it was received">Times</span>,
      cell: ({ row }) => {
        const count = occurrences(row.original);
        return <span className="text-xs text-faint tabular-nums">{count > 1 ? `×${count}` : ''}</span>;
      },
    }),
    column.display({
      id: 'age',
      header: 'Received',
      cell: ({ row }) => (
        <span className="text-xs text-muted tabular-nums">
          <Ago time={row.original.alert.createTime} />
        </span>
      ),
    }),
  ];
}
