import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '@/components/Page';
import { Failure, Loading } from '@/components/States';
import { AskForSwapDialog } from '@/components/swaps/AskForSwapDialog';
import { mySwapsQuery, type Stretch } from '@/components/swaps/api';
import { useCaller } from '@/lib/caller';
import { holidayCalendarsQuery } from '@/lib/holidays';
import { schedulesQuery } from '@/lib/schedules';
import { timeOffQuery } from '@/lib/timeOff';
import { conflictsQuery, type InTheWay } from './api/conflicts';
import { ConflictLine } from './ConflictLine';
import { inOrder, MOST_SCHEDULES, schedulesToAsk, swapOf } from './inTheWay';

const DAY = 86_400_000;
/** As far ahead as the API tells. */
const AHEAD = 183 * DAY;

/** Shifts during time off and on public holidays, each with who could stand in; managers see everybody's. */
export function ShiftsInTheWay() {
  const { may, userId: me } = useCaller();
  const schedules = useQuery(schedulesQuery).data;
  const timeOff = useQuery(timeOffQuery).data;
  const holidays = useQuery(holidayCalendarsQuery).data;
  const { data: swaps } = useQuery({ ...mySwapsQuery, enabled: may('responder') });
  const [asking, setAsking] = useState<Stretch>();
  const only = may('manager') ? undefined : me;
  // A whole day, so that the same answer is asked for all day long.
  const [until] = useState(() => Math.floor(Date.now() / DAY) * DAY + AHEAD);
  const known = schedules && timeOff && holidays;
  const all = known ? schedulesToAsk(schedules, timeOff, holidays, only) : [];
  const asked = all.slice(0, MOST_SCHEDULES);
  const answers = useQueries({ queries: asked.map((it) => conflictsQuery(it.id ?? '', until)) });
  const failed = answers.find((it) => it.error && !it.data);
  const conflicts = inOrder(
    answers.flatMap((it) => it.data?.conflicts ?? []),
    only,
  );
  const away = conflicts.filter((it) => it.kind !== 'SHIFT_CONFLICT_KIND_HOLIDAY');
  const onHolidays = conflicts.filter((it) => it.kind === 'SHIFT_CONFLICT_KIND_HOLIDAY');
  const lines = (label: string, list: readonly InTheWay[]) => (
    <ul aria-label={label} className="divide-y divide-line">
      {list.map((it) => (
        <ConflictLine
          key={`${it.scheduleId} ${it.userId} ${it.startTime} ${it.kind}`}
          conflict={it}
          swap={swapOf(it, swaps?.swaps ?? [])}
          onAsk={setAsking}
        />
      ))}
    </ul>
  );
  return (
    <Card title={only ? 'My shifts in the way' : 'Shifts in the way'}>
      {asking && <AskForSwapDialog stretch={asking} onClose={() => setAsking(undefined)} />}
      {failed ? (
        <Failure error={failed.error} what="shifts in the way" retry={() => failed.refetch()} />
      ) : !known || answers.some((it) => it.isPending) ? (
        <Loading rows={2} label="Looking for shifts in the way" />
      ) : (
        <>
          {away.length === 0 ? (
            <p className="px-4 py-4 text-muted">No shift of the next six months is in the way of time off.</p>
          ) : (
            lines('Shifts in the way', away)
          )}
          {onHolidays.length > 0 && (
            <details className="border-t border-line">
              <summary className="min-h-11 cursor-pointer px-4 py-3 text-muted">
                {onHolidays.length === 1
                  ? 'One shift on a public holiday'
                  : `${onHolidays.length} shifts on public holidays`}
              </summary>
              {lines('Shifts on public holidays', onHolidays)}
            </details>
          )}
        </>
      )}
      {all.length > asked.length && (
        <p className="border-t border-line px-4 py-2 text-muted">
          {all.length - asked.length} more schedules are not looked at here:{' '}
          <Link to="/schedules" className="text-accent underline">
            their calendars
          </Link>{' '}
          tell what is in the way.
        </p>
      )}
    </Card>
  );
}
