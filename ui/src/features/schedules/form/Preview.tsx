import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Loading } from '@/components/States';
import { asProblem } from '@/lib/api';
import { cx } from '@/lib/cx';
import { peopleOf } from '@/lib/layers';
import { useNames } from '@/lib/people';
import { useDebounced } from '@/lib/useDebounced';
import { useNow } from '@/lib/useNow';
import { finalScheduleQuery, previewQuery } from '../api/schedules';
import { AbsenceList } from '../calendar/AbsenceLanes';
import { Agenda } from '../calendar/Agenda';
import { Calendar } from '../calendar/Calendar';
import { step, todayIn, weeksOf } from '../calendar/geometry';
import { agendaOf, shownOf } from '../calendar/shown';
import { useAbsences } from '../calendar/useAbsences';
import { Findings } from '../Findings';
import { type Draft, incomplete, toSend } from './draft';

const PAUSE_MS = 250;

/** Four weeks of a draft as they would be paged, with the overrides that are stored; renewed while typing. */
export function Preview({ draft }: { draft: Draft }) {
  const nameOf = useNames();
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const settled = useDebounced(draft, PAUSE_MS);
  const lacking = incomplete(settled);
  const zone = settled.timeZone || 'UTC';
  const today = todayIn(zone, now);
  const starts = (settled.layers ?? []).map((it) => it.rotation?.startDate ?? '').filter(Boolean);
  // Begins where there is something to see.
  const first = starts.sort()[0] ?? today;
  const at = [first, today].sort()[1]!;
  const weeks = useMemo(
    () => [...weeksOf('weeks', at, zone), ...weeksOf('weeks', step('weeks', at, 1), zone)],
    [at, zone],
  );
  const range = { start: weeks[0]!.start, end: weeks.at(-1)!.end };
  const stored = useQuery({
    ...finalScheduleQuery(draft.id ?? '', range.start, range.end),
    enabled: Boolean(draft.id),
  });
  const sent = useMemo(() => {
    const schedule = toSend(settled);
    return { ...schedule, name: schedule.name || 'Preview' };
  }, [settled]);
  const query = useQuery({
    ...previewQuery(sent, stored.data?.overrides ?? [], range.start, range.end),
    enabled: lacking === undefined && (!draft.id || stored.data !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const people = useMemo(() => peopleOf(sent.layers), [sent]);
  const absences = useAbsences(draft.id ?? '', zone, people, range);

  if (lacking) return <p className="rounded-lg border border-line bg-surface p-4 text-muted">{lacking}</p>;
  if (query.error) {
    return (
      <p role="alert" className="rounded-md bg-critical-bg px-3 py-2 text-critical">
        No preview: {asProblem(query.error).message}
      </p>
    );
  }
  if (!query.data) return <Loading rows={6} label="Loading the preview" />;
  const shown = shownOf(query.data, people, nameOf);
  return (
    <div className={cx('flex flex-col gap-2', query.isPlaceholderData && 'opacity-60')}>
      <Findings final={query.data} zone={zone} within={range} />
      <div className="max-sm:hidden">
        <Calendar weeks={weeks} zone={zone} schedule={shown} absences={absences} now={now} />
      </div>
      <div className="sm:hidden">
        <AbsenceList absences={absences} zone={zone} />
        <Agenda shifts={agendaOf(shown)} zone={zone} now={now} />
      </div>
    </div>
  );
}
