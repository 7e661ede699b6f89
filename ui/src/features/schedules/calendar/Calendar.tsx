import { useLayoutEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { AbsenceLanes } from './AbsenceLanes';
import type { Absence } from './absences';
import { hoursOf, type Interval, positionOf, segmentsOf, type Week } from './geometry';
import { Lanes } from './Lanes';
import type { Shown, ShownSchedule } from './shown';
import { spanWords } from './spanWords';
import { useDragRange } from './useDragRange';

export interface CalendarProps {
  weeks: readonly Week[];
  /** Zone of the days. */
  zone: string;
  schedule: ShownSchedule;
  /** Time off and public holidays. */
  absences?: readonly Absence[];
  now: number;
  /** Month in the middle, `YYYY-MM`; days of others are paler. */
  month?: string;
  /** Something was chosen. */
  onPick?: (shown: Shown) => void;
  /** A range was dragged over. */
  onRange?: (range: Interval) => void;
}

/** Weeks below each other: who is on call in the end, and under it overrides and layers that it comes from. */
export function Calendar({
  weeks,
  zone,
  schedule,
  absences = [],
  now,
  month,
  onPick,
  onRange,
}: CalendarProps) {
  const root = useRef<HTMLOListElement>(null);
  const { range, swallowClick } = useDragRange(root, weeks, zone, onRange);
  const least = useLeastDays(root);
  return (
    <ol
      ref={root}
      onClickCapture={swallowClick}
      className="overflow-hidden rounded-lg border border-line bg-surface select-none"
    >
      {weeks.map((week, index) => (
        <li
          key={week.start}
          aria-label={`Week from ${week.days[0]!.date}`}
          data-week={index}
          className="relative border-b border-line last:border-0"
        >
          <Days week={week} now={now} {...(month ? { month } : {})} />
          <div className="relative flex flex-col gap-0.5 pt-7 pb-2">
            <div
              data-drag={onRange ? '' : undefined}
              className={cx(onRange && 'cursor-crosshair touch-pan-y')}
            >
              <Lanes
                segments={segmentsOf(schedule.final, week)}
                zone={zone}
                size="final"
                least={least}
                {...(onPick ? { onPick } : {})}
              />
            </div>
            {schedule.beside.map((duty) => (
              <Lanes
                key={duty.name}
                segments={segmentsOf(duty.shifts, week)}
                zone={zone}
                label={duty.name}
                size="duty"
                least={least}
                {...(onPick ? { onPick } : {})}
              />
            ))}
            <AbsenceLanes absences={absences} week={week} zone={zone} />
            <Lanes segments={segmentsOf(schedule.overrides, week)} zone={zone} label="Overrides" />
            {schedule.layers.map((layer, i) => (
              <Lanes key={i} segments={segmentsOf(layer.shifts, week)} zone={zone} label={layer.name} />
            ))}
            {range && range.start < week.end && range.end > week.start && (
              <Selection week={week} range={range} zone={zone} />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Narrower than this a target is hard to hit (WCAG 2.2, 2.5.8); with its line between. */
const TARGET_PX = 26;

/** How many days wide a turn has to be to be pressed. Shorter ones are pressed in the list. */
function useLeastDays(root: React.RefObject<HTMLElement | null>): number {
  const [least, setLeast] = useState(0.25);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setLeast((TARGET_PX * 7) / Math.max(1, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return least;
}

function Days({ week, now, month }: { week: Week; now: number; month?: string }) {
  const showsNow = now >= week.start && now < week.end;
  return (
    <>
      <div className="absolute inset-0 grid grid-cols-7">
        {week.days.map((day) => {
          const today = now >= day.start && now < day.end;
          const date = new Date(`${day.date}T00:00Z`);
          const hours = hoursOf(day);
          return (
            <div
              key={day.date}
              className={cx(
                'min-w-0 border-l border-line px-1.5 pt-1 first:border-0',
                today && 'bg-accent-bg',
              )}
            >
              <span
                aria-current={today ? 'date' : undefined}
                className={cx(
                  'block truncate text-xs',
                  today
                    ? 'font-semibold text-accent'
                    : month && !day.date.startsWith(month)
                      ? 'text-faint'
                      : 'text-muted',
                )}
              >
                {date.toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })} {date.getUTCDate()}
                {date.getUTCDate() === 1 &&
                  ` ${date.toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })}`}
                {today && <span className="max-lg:sr-only"> today</span>}
                {hours !== 24 && (
                  <span className="text-faint" title={`The clocks change: this day has ${hours} hours`}>
                    {' '}
                    {hours} h
                  </span>
                )}
              </span>
            </div>
          );
        })}
      </div>
      {showsNow && (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-y-0 z-10 w-0.5 bg-accent"
          style={{ left: `${(positionOf(week, now) / 7) * 100}%` }}
        />
      )}
    </>
  );
}

function Selection({ week, range, zone }: { week: Week; range: Interval; zone: string }) {
  const from = positionOf(week, range.start);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 z-20 rounded border-2 border-accent bg-accent-bg/60"
      style={{ left: `${(from / 7) * 100}%`, width: `${((positionOf(week, range.end) - from) / 7) * 100}%` }}
    >
      {range.start >= week.start && (
        <span className="absolute top-0 left-1 rounded bg-accent px-1 text-xs whitespace-nowrap text-accent-ink">
          {spanWords(range, zone)}
        </span>
      )}
    </div>
  );
}
