import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { holidayCalendarsQuery, holidaysQuery } from '@/lib/holidays';
import { peopleQuery } from '@/lib/people';
import { timeOffQuery } from '@/lib/timeOff';
import { type Absence, awayIn, countedRegions, holidaysIn, yearsOf } from './absences';
import type { Interval } from './geometry';

/** Time off and public holidays of the people of a schedule within a range; what is not loaded yet is missing. */
export function useAbsences(
  scheduleId: string,
  zone: string,
  people: readonly string[],
  range: Interval,
): readonly Absence[] {
  const timeOff = useQuery(timeOffQuery).data;
  const calendars = useQuery(holidayCalendarsQuery).data;
  const users = useQuery(peopleQuery).data;
  const members = useMemo(
    () =>
      (users ?? [])
        .filter((it) => it.id && people.includes(it.id))
        .map((it) => ({ id: it.id!, name: it.name, zone: it.timeZone || zone })),
    [users, people, zone],
  );
  const counted = countedRegions(calendars ?? [], scheduleId, zone, members);
  const asked = [...new Set(counted.map((it) => it.region))].flatMap((region) =>
    yearsOf(range).map((year) => ({ region, year })),
  );
  const answers = useQueries({ queries: asked.map(({ region, year }) => holidaysQuery(region, year)) });
  const daysOf = (region: string) =>
    asked.flatMap((it, i) => (it.region === region ? (answers[i]?.data ?? []) : []));
  return [...holidaysIn(counted, daysOf, range), ...awayIn(timeOff ?? [], members, range)];
}
