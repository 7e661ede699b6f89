import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading } from '@/components/States';
import { asProblem } from '@/lib/api';
import { type HolidaySource, holidaysQuery } from '@/lib/holidays';
import { readerZone } from '@/lib/time';
import { holidayDay, upcoming } from './upcoming';

/** The public holidays of a region or an imported calendar within a year from today. */
export function RegionDays({ region }: { region: HolidaySource }) {
  const [today] = useState(() => new Date().toLocaleDateString('sv-SE', { timeZone: readerZone() }));
  const year = Number(today.slice(0, 4));
  const answers = useQueries({ queries: [year, year + 1].map((it) => holidaysQuery(region, it)) });
  const failed = answers.find((it) => it.error);
  if (failed) return <p className="text-critical">{asProblem(failed.error).message}</p>;
  if (answers.some((it) => it.isPending)) return <Loading rows={2} label="Loading the holidays" />;
  const days = upcoming(
    answers.flatMap((it) => it.data ?? []),
    today,
  );
  if (days.length === 0) return <p className="text-muted">There are none within a year.</p>;
  return (
    <ul aria-label="Holidays to come" className="grid gap-x-6 gap-y-0.5 sm:grid-cols-2">
      {days.map((it) => (
        <li key={`${it.date} ${it.name}`} className="flex gap-3">
          <span className="w-32 shrink-0 text-faint tabular-nums">{holidayDay(it.date ?? '')}</span>
          <span className="min-w-0">{it.name}</span>
        </li>
      ))}
    </ul>
  );
}
