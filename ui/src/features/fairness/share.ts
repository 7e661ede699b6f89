import type { FairnessRow, RestFinding } from './api/fairness';

/** What is compared, in the order shown. */
export const measures = [
  { key: 'hours', name: 'All hours' },
  { key: 'nightHours', name: 'Nights' },
  { key: 'weekendHours', name: 'Weekends' },
  { key: 'holidayHours', name: 'Public holidays' },
] as const;

export type Measure = (typeof measures)[number]['key'];

export type Side = 'above' | 'below' | 'fair';

/** One person beside the fair share. */
export interface Standing {
  readonly userId: string;
  readonly name: string;
  readonly hours: number;
  /** Hours more than the fair share; fewer when negative. */
  readonly difference: number;
  readonly side: Side;
}

export interface Shares {
  readonly total: number;
  /** What each would have, were it equal. */
  readonly fair: number;
  /** The largest of all, at least the fair share. */
  readonly most: number;
  /** Whoever has most first. */
  readonly people: readonly Standing[];
}

/** Less than this share of the fair share, or than an hour, is no difference to speak of. */
const TOLERANCE = 0.1;

/** How the hours of one kind are shared out: the fair share is the same for everybody. */
export function sharesOf(rows: readonly FairnessRow[], measure: Measure): Shares {
  const hoursOf = (row: FairnessRow) => row[measure] ?? 0;
  const total = rows.reduce((sum, row) => sum + hoursOf(row), 0);
  const fair = rows.length > 0 ? total / rows.length : 0;
  const slack = Math.max(1, fair * TOLERANCE);
  const people = rows.map((row) => {
    const difference = hoursOf(row) - fair;
    const side: Side = Math.abs(difference) <= slack ? 'fair' : difference > 0 ? 'above' : 'below';
    return { userId: row.userId ?? '', name: row.userName ?? '', hours: hoursOf(row), difference, side };
  });
  return {
    total,
    fair,
    most: Math.max(fair, ...people.map((it) => it.hours)),
    people: people.toSorted((a, b) => b.hours - a.hours || a.name.localeCompare(b.name, 'en')),
  };
}

/** `42 h`, `3.5 h` */
export const hoursWords = (hours: number): string =>
  `${(Math.abs(hours) < 10 ? Math.round(hours * 10) / 10 : Math.round(hours)).toLocaleString('en-GB')} h`;

/** `12 h above`, `fair share` */
export const sideWords = ({ side, difference }: Standing): string =>
  side === 'fair' ? 'fair share' : `${hoursWords(Math.abs(difference))} ${side}`;

/** Findings of several schedules by start, each once: they are of people, whichever schedule tells them. */
export function restOf(findings: readonly RestFinding[]): readonly RestFinding[] {
  const byKey = new Map(findings.map((it) => [`${it.kind} ${it.userId} ${it.startTime}`, it]));
  return [...byKey.values()].sort((a, b) => (a.startTime ?? '').localeCompare(b.startTime ?? ''));
}
