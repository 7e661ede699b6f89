import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CalendarPlus, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/Button';
import { CalendarLinksDialog } from '@/components/calendarlinks/CalendarLinksDialog';
import { ConfirmButton } from '@/components/Dialog';
import { LinkButton } from '@/components/LinkButton';
import { Markdown } from '@/components/Markdown';
import { Page } from '@/components/Page';
import { Loaded } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { peopleOf } from '@/lib/layers';
import { useNames } from '@/lib/people';
import { useScheduleEvents } from '@/lib/scheduleEvents';
import type { Schedule } from '@/lib/schedules';
import { readerZone } from '@/lib/time';
import { useNow } from '@/lib/useNow';
import { finalScheduleQuery, scheduleQuery, useDeleteSchedule } from './api/schedules';
import { AbsenceList } from './calendar/AbsenceLanes';
import { Agenda } from './calendar/Agenda';
import { Calendar } from './calendar/Calendar';
import { type Interval, nearestHour, todayIn, weeksOf } from './calendar/geometry';
import { RangeBar } from './calendar/RangeBar';
import { agendaOf, type Shown, shownOf } from './calendar/shown';
import { useAbsences } from './calendar/useAbsences';
import { Findings } from './Findings';
import { PlannedNotice } from './history/PlannedNotice';
import { OverrideDialog } from './OverrideDialog';
import { ShiftDialog } from './ShiftDialog';

const HOUR = 3_600_000;
/** Loaded beyond what is shown, so that a turn tells its own ends and not those of the page. */
const BEYOND = 35 * 24 * HOUR;

export function ScheduleScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id' });
  const query = useQuery(scheduleQuery(id));
  useScheduleEvents(id);
  return (
    <Loaded query={query} what="this schedule">
      {(schedule) => <ScheduleCalendar schedule={schedule} />}
    </Loaded>
  );
}

function ScheduleCalendar({ schedule }: { schedule: Schedule }) {
  const id = schedule.id ?? '';
  const search = useSearch({ from: '/shell/schedules/$id' });
  const navigate = useNavigate({ from: '/schedules/$id' });
  const { may } = useCaller();
  const nameOf = useNames();
  // A minute is fine enough for a line that moves by a pixel in ten.
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const remove = useDeleteSchedule();
  const [picked, setPicked] = useState<Shown>();
  const [overriding, setOverriding] = useState<Interval>();
  const [subscribing, setSubscribing] = useState(false);

  const zone = search.zone === 'schedule' ? schedule.timeZone : readerZone();
  const view = search.view ?? 'month';
  const today = todayIn(zone, now);
  const at = search.at ?? today;
  const weeks = useMemo(() => weeksOf(view, at, zone), [view, at, zone]);
  const range = { start: weeks[0]!.start, end: weeks.at(-1)!.end };
  const query = useQuery(finalScheduleQuery(id, range.start - BEYOND, range.end + BEYOND));
  const people = useMemo(() => peopleOf(schedule.layers), [schedule]);
  const onIt = useMemo(
    () => [...new Set([...people, ...(query.data?.shifts ?? []).map((it) => it.userId ?? '')])],
    [people, query.data],
  );
  const absences = useAbsences(id, schedule.timeZone, onIt, range);

  return (
    <Page
      title={schedule.name}
      wide
      actions={
        <>
          {may('responder') && (
            <Button
              icon={<Plus size={15} aria-hidden />}
              onClick={() => {
                const start = nearestHour(Math.max(now, range.start), zone);
                setOverriding({ start, end: start + 8 * HOUR });
              }}
            >
              Override
            </Button>
          )}
          <Button icon={<CalendarPlus size={15} aria-hidden />} onClick={() => setSubscribing(true)}>
            Subscribe
          </Button>
          <LinkButton to="/schedules/$id/history" params={{ id }}>
            History
          </LinkButton>
          <LinkButton to="/schedules/$id/handoffs" params={{ id }}>
            Hand-offs
          </LinkButton>
          {may('manager') && (
            <>
              <LinkButton to="/schedules/$id/edit" params={{ id }}>
                Edit
              </LinkButton>
              <ConfirmButton
                label="Delete"
                title={`Delete ${schedule.name}?`}
                confirm="Delete"
                busy={remove.isPending}
                onConfirm={() => remove.mutate(id, { onSuccess: () => navigate({ to: '/schedules' }) })}
              >
                Its overrides go with it. Policies that name it then reach nobody by it and say so.
              </ConfirmButton>
            </>
          )}
        </>
      }
    >
      {schedule.description && <Markdown text={schedule.description} className="-mt-2 text-muted" />}
      <PlannedNotice id={id} zone={zone} />
      <RangeBar
        view={view}
        at={at}
        today={today}
        zone={zone}
        scheduleZone={schedule.timeZone}
        ownDays={search.zone !== 'schedule'}
        onChange={(change) => navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
      />
      <Loaded query={query} what="the calendar" rows={10}>
        {(final) => {
          const shown = shownOf(final, people, nameOf);
          const cover = may('responder') ? { onRange: setOverriding } : {};
          return (
            <>
              <Findings final={final} zone={zone} within={range} />
              {view !== 'list' && (
                <div className="max-sm:hidden">
                  <Calendar
                    weeks={weeks}
                    zone={zone}
                    schedule={shown}
                    absences={absences}
                    now={now}
                    onPick={setPicked}
                    {...(view === 'month' ? { month: at.slice(0, 7) } : {})}
                    {...cover}
                  />
                  {may('responder') && (
                    <p className="mt-1 text-xs text-faint">
                      Drag over the days to put somebody else on call, or choose Override for exact times.
                      Very short turns are pressed in the list.
                    </p>
                  )}
                </div>
              )}
              <div className={view === 'list' ? '' : 'sm:hidden'}>
                <AbsenceList absences={absences} zone={zone} />
                <Agenda
                  shifts={agendaOf(shown).filter((it) => it.start < range.end && it.end > range.start)}
                  zone={zone}
                  now={now}
                  onPick={setPicked}
                />
              </div>
            </>
          );
        }}
      </Loaded>
      {subscribing && (
        <CalendarLinksDialog
          of={{ scheduleId: id }}
          title={`${schedule.name} in your calendar`}
          onClose={() => setSubscribing(false)}
        />
      )}
      {picked && (
        <ShiftDialog
          scheduleId={id}
          shown={picked}
          zone={zone}
          scheduleZone={schedule.timeZone}
          onClose={() => setPicked(undefined)}
          onOverride={(interval) => {
            setPicked(undefined);
            setOverriding(interval);
          }}
        />
      )}
      {overriding && (
        <OverrideDialog
          scheduleId={id}
          range={overriding}
          zone={zone}
          scheduleZone={schedule.timeZone}
          shifts={query.data?.shifts ?? []}
          layers={schedule.layers ?? []}
          onClose={() => setOverriding(undefined)}
        />
      )}
    </Page>
  );
}
