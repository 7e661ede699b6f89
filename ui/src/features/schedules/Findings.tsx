import { CircleAlert, TriangleAlert } from 'lucide-react';
import { shortDuration } from '@/lib/time';
import type { FinalSchedule } from './api/schedules';
import type { Interval } from './calendar/geometry';
import { spanWords } from './calendar/spanWords';

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
  const findings = (final.findings ?? []).filter(
    (it) =>
      (!it.startTime || Date.parse(it.startTime) < within.end) &&
      (!it.endTime || Date.parse(it.endTime) > within.start),
  );
  if (gaps.length === 0 && findings.length === 0) return null;
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
      {findings.length > 0 && (
        <div className="flex gap-2 rounded-md bg-warning-bg px-3 py-2 text-warning">
          <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          <ul>
            {findings.map((it, i) => (
              <li key={i}>{it.text}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
