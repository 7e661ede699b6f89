import type { FinalSchedule } from './api/schedules';
import type { Interval } from './calendar/geometry';

export type Finding = NonNullable<FinalSchedule['findings']>[number];

/** What may be wrong within the time shown, each said once; public holidays apart, for they come every year. */
export function findingLines(
  findings: readonly Finding[],
  within: Interval,
): { readonly warnings: readonly Finding[]; readonly holidays: readonly Finding[] } {
  const seen = new Set<string>();
  const shown = findings.filter((it) => {
    const text = it.text ?? '';
    if (it.startTime && Date.parse(it.startTime) >= within.end) return false;
    if (it.endTime && Date.parse(it.endTime) <= within.start) return false;
    // One for each shift that it touches: the same words.
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  const holiday = (it: Finding) => it.kind === 'SCHEDULE_FINDING_KIND_HOLIDAY';
  return { warnings: shown.filter((it) => !holiday(it)), holidays: shown.filter(holiday) };
}
