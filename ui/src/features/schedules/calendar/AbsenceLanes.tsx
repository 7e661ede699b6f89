import { CalendarOff, PartyPopper } from 'lucide-react';
import { cx } from '@/lib/cx';
import { daySpan } from '@/lib/daySpan';
import type { Absence } from './absences';
import { lanesOf, segmentsOf, type Week } from './geometry';

/** Time off and public holidays of a week: hatched, so that nobody takes them for turns. */
export function AbsenceLanes({
  absences,
  week,
  zone,
}: {
  absences: readonly Absence[];
  week: Week;
  zone: string;
}) {
  return lanesOf(segmentsOf(absences, week)).map((lane, i) => (
    <div key={i} className="relative h-5">
      {lane.map(({ item, from, to, before, after }) => {
        const words = `${item.title}, ${daySpan(item.start, item.end, zone)}`;
        return (
          <div
            key={`${item.start} ${item.title}`}
            title={words}
            className={cx(
              'absolute inset-y-0 flex items-center gap-1 overflow-hidden border border-dashed border-line-strong bg-sunken px-1 text-xs whitespace-nowrap text-muted',
              !before && 'rounded-l',
              !after && 'rounded-r',
            )}
            style={{ left: `${(from / 7) * 100}%`, width: `calc(${((to - from) / 7) * 100}% - 1px)` }}
          >
            <Icon kind={item.kind} />
            <span className="sr-only">{words}</span>
            <span aria-hidden className="truncate">
              {item.title}
            </span>
          </div>
        );
      })}
    </div>
  ));
}

/** The same in words, for the list. */
export function AbsenceList({ absences, zone }: { absences: readonly Absence[]; zone: string }) {
  if (absences.length === 0) return null;
  return (
    <ul
      aria-label="Time off and public holidays"
      className="mb-2 divide-y divide-line rounded-lg border border-dashed border-line-strong bg-surface text-muted"
    >
      {absences.map((it) => (
        <li
          key={`${it.start} ${it.title}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1.5"
        >
          <Icon kind={it.kind} />
          <span className="min-w-0 flex-1">{it.title}</span>
          <span>{daySpan(it.start, it.end, zone)}</span>
        </li>
      ))}
    </ul>
  );
}

function Icon({ kind }: { kind: Absence['kind'] }) {
  const Shown = kind === 'away' ? CalendarOff : PartyPopper;
  return <Shown size={12} aria-hidden className="shrink-0" />;
}
