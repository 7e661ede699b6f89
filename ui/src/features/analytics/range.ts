import { isDay } from '@/lib/day';

/** What a report is about, as it stands in the address: the last days, or from a day to a day. */
export interface RangeSearch {
  last?: Last;
  from?: string;
  to?: string;
}

export const lasts = ['7d', '30d', '90d'] as const;
export type Last = (typeof lasts)[number];

/** What is shown without a choice. */
export const usual: Last = '30d';

/** The longest range that the server counts. */
export const MOST_DAYS = 183;

const DAY_MS = 86_400_000;
const days: Record<Last, number> = { '7d': 7, '30d': 30, '90d': 90 };

/** What of an address names a range; anything else is left out. */
export function searchOf(search: Record<string, unknown>): RangeSearch {
  if (isDay(search.from) && isDay(search.to) && !mistakeIn(search.from, search.to)) {
    return { from: search.from, to: search.to };
  }
  const last = lasts.find((it) => it === search.last);
  return last && last !== usual ? { last } : {};
}

/** Why two days are no range; undefined when they are. */
export function mistakeIn(from: string, to: string): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'Give both days.';
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (length < 1) return 'The last day is before the first.';
  return length > MOST_DAYS ? `At most ${MOST_DAYS} days: this is ${length}.` : undefined;
}

/** The first instant of a day where the reader is, some days later. */
const startOf = (day: string, later = 0): Date => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + later);
};

export interface Span {
  readonly startTime: string;
  /** Now when missing. */
  readonly endTime?: string;
}

/** From when to when, by the days of the reader; today is the last of the last days. */
export function spanOf(search: RangeSearch, now: number): Span {
  if (search.from && search.to) {
    return {
      startTime: startOf(search.from).toISOString(),
      endTime: startOf(search.to, 1).toISOString(),
    };
  }
  const today = new Date(now);
  const first = new Date(
    today.getFullYear(),
    today.getMonth(),
    today.getDate() - days[search.last ?? usual] + 1,
  );
  return { startTime: first.toISOString() };
}
