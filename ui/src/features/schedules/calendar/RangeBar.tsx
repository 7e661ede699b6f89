import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button, IconButton } from '@/components/Button';
import { Select } from '@/components/Field';
import { cx } from '@/lib/cx';
import { readerZone } from '@/lib/time';
import type { CalendarSearch } from '../routes';
import { step, type View, weeksOf } from './geometry';

const views: readonly [View, string][] = [
  ['month', 'Month'],
  ['weeks', 'Two weeks'],
  ['list', 'List'],
];

const dayWords = (date: string) =>
  new Date(`${date}T00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** `November 2026`, or `16 Nov 2026 – 29 Nov 2026` */
function rangeWords(view: View, at: string, zone: string): string {
  if (view !== 'weeks') {
    const month = new Date(`${at.slice(0, 7)}-01T00:00Z`);
    return month.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  }
  const days = weeksOf(view, at, zone).flatMap((it) => it.days);
  return `${dayWords(days[0]!.date)} – ${dayWords(days.at(-1)!.date)}`;
}

/** Which part of the calendar is shown, and whose days: all of it lives in the address. */
export function RangeBar({
  view,
  at,
  today,
  zone,
  scheduleZone,
  ownDays,
  onChange,
}: {
  view: View;
  at: string;
  today: string;
  zone: string;
  scheduleZone: string;
  ownDays: boolean;
  onChange: (change: { [K in keyof CalendarSearch]: CalendarSearch[K] | undefined }) => void;
}) {
  const go = (date: string) => onChange({ at: date === today ? undefined : date });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex items-center">
        <IconButton label="Earlier" onClick={() => go(step(view, at, -1))}>
          <ChevronLeft size={18} aria-hidden />
        </IconButton>
        <IconButton label="Later" onClick={() => go(step(view, at, 1))}>
          <ChevronRight size={18} aria-hidden />
        </IconButton>
        <Button className="ml-1" onClick={() => go(today)}>
          Today
        </Button>
      </div>
      <h2 aria-live="polite" className="min-w-36 flex-1 text-base font-semibold">
        {rangeWords(view, at, zone)}
      </h2>
      {scheduleZone === readerZone() ? (
        <span className="text-faint">{scheduleZone}</span>
      ) : (
        <Select
          aria-label="Days and times of"
          className="!w-auto max-w-full"
          value={ownDays ? 'mine' : 'schedule'}
          onChange={(event) => onChange({ zone: event.target.value === 'schedule' ? 'schedule' : undefined })}
        >
          <option value="mine">Your zone: {readerZone()}</option>
          <option value="schedule">Schedule's zone: {scheduleZone}</option>
        </Select>
      )}
      <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">View</legend>
        {views.map(([value, label]) => (
          <button
            key={value}
            type="button"
            aria-pressed={view === value}
            onClick={() => onChange({ view: value === 'month' ? undefined : value })}
            className={cx(
              'h-8 px-3 font-medium pointer-coarse:h-11',
              view === value ? 'bg-accent-bg text-accent' : 'bg-surface text-muted hover:bg-sunken',
            )}
          >
            {label}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
