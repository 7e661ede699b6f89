import { Temporal } from 'temporal-polyfill';
import type { Holiday } from '@/lib/holidays';

/** `Thu 25 Dec 2031` */
export const holidayDay = (date: string): string =>
  new Date(`${date}T00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** The holidays from a day on until a year later, each once, by date. */
export function upcoming(holidays: readonly Holiday[], today: string): readonly Holiday[] {
  const last = Temporal.PlainDate.from(today).add({ years: 1 }).toString();
  const seen = new Set<string>();
  return holidays
    .filter((it) => {
      const key = `${it.date} ${it.name}`;
      if (!it.date || it.date < today || it.date >= last || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
}
