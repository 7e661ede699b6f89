import { Link } from '@tanstack/react-router';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useNames } from '@/lib/people';
import { readable, withNames } from '@/lib/sentences';
import { shortDuration } from '@/lib/time';
import type { FinalSchedule } from './api/schedules';
import type { Interval } from './calendar/geometry';
import { spanWords } from './calendar/spanWords';
import { type Finding, findingLines } from './findingLines';

const SHOWN = 5;

/** Gaps and what else may be wrong with a schedule, in words. */
export function Findings({
  final,
  zone,
  within,
}: {
  final: FinalSchedule;
  zone: string;
  /** What is shown: the rest is not told of. */
  within: Interval;
}) {
  const gaps = (final.gaps ?? [])
    .map((it) => ({
      start: Math.max(within.start, Date.parse(it.startTime ?? '')),
      end: Math.min(within.end, Date.parse(it.endTime ?? '')),
    }))
    .filter((it) => it.end > it.start);
  const { warnings, holidays } = findingLines(final.findings ?? [], within);
  const nameOf = useNames();
  const now = Date.now();
  const words = (it: Finding) => {
    const text = withNames(it.text ?? '', (noun, id) =>
      noun === 'user' ? (final.userNames?.[id] ?? nameOf(id)) : undefined,
    );
    return readable(text.charAt(0).toUpperCase() + text.slice(1), now, zone);
  };
  if (gaps.length + warnings.length + holidays.length === 0) return null;
  const total = gaps.reduce((sum, it) => sum + it.end - it.start, 0);
  return (
    <div className="flex flex-col gap-2">
      {gaps.length > 0 && (
        <div className="flex gap-2 rounded-md bg-critical-bg px-3 py-2 text-critical">
          <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          <div>
            <p className="font-medium">
              Nobody is on call for {shortDuration(total)} of the time shown
              {gaps.length > 1 && `, in ${gaps.length} gaps`}
            </p>
            <ul>
              {gaps.slice(0, SHOWN).map((it) => (
                <li key={it.start}>{spanWords(it, zone)}</li>
              ))}
              {gaps.length > SHOWN && <li>and {gaps.length - SHOWN} more</li>}
            </ul>
          </div>
        </div>
      )}
      {warnings.length > 0 && (
        <div className="flex gap-2 rounded-md bg-warning-bg px-3 py-2 text-warning">
          <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          <div className="min-w-0">
            <ul aria-label="Findings">
              {warnings.slice(0, SHOWN).map((it, i) => (
                <li key={i}>{words(it)}</li>
              ))}
            </ul>
            {warnings.length > SHOWN && (
              <details>
                <summary className="min-h-6 cursor-pointer">and {warnings.length - SHOWN} more</summary>
                <ul aria-label="More findings">
                  {warnings.slice(SHOWN).map((it, i) => (
                    <li key={i}>{words(it)}</li>
                  ))}
                </ul>
              </details>
            )}
            {warnings.some((it) => it.kind === 'SCHEDULE_FINDING_KIND_TIME_OFF') && (
              <Link to="/time-off" className="inline-block min-h-6 underline">
                Find stand-ins
              </Link>
            )}
          </div>
        </div>
      )}
      {holidays.length > 0 && (
        <details className="rounded-md bg-sunken px-3 py-1.5 text-muted">
          <summary className="min-h-6 cursor-pointer">
            {holidays.length === 1
              ? 'Somebody is on call on a public holiday'
              : `People are on call on public holidays, ${holidays.length} times`}
          </summary>
          <ul aria-label="Public holidays on call" className="pb-1">
            {holidays.map((it, i) => (
              <li key={i}>{words(it)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
