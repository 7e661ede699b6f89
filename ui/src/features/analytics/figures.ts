import type { Schemas } from '@/lib/api';
import { inWords, secondsOf } from '@/lib/duration';

export type Report = Schemas['AnalyticsReport'];
type Answers = Schemas['AnswerStatistics'];
type Spread = Schemas['DurationSpread'];
type Volume = Schemas['AlertVolume'];

const number = new Intl.NumberFormat('en-GB');
const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** `1,234`; the API leaves zeros out and writes large numbers as texts. */
export const counted = (value: string | number | undefined): string => number.format(Number(value ?? 0));

export const count = (value: string | number | undefined): number => Number(value ?? 0);

/** `Sat 21 Nov` for `2026-11-21`. */
export const dayWords = (text: string | undefined): string =>
  text ? day.format(new Date(`${text}T00:00:00Z`)) : '';

/** `37%`; a little is not nothing, and nearly all is not all. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  return `${Math.min(99, Math.max(1, Math.round((part / whole) * 100)))}%`;
}

/** A length of time in its two largest units: `1 h 4 min`, `3 d`. */
export function shortLength(duration: string | undefined): string {
  if (duration === undefined) return '–';
  const seconds = secondsOf(duration);
  if (seconds < 1) return 'under 1 s';
  return inWords(Math.round(seconds)).split(' ').slice(0, 4).join(' ');
}

/** `9 in 10 within 12 min`, or why there is none. */
export const ninetieth = (spread: Spread | undefined): string =>
  spread?.ninetiethPercentile === undefined
    ? 'none in this range'
    : `9 in 10 within ${secondsOf(spread.ninetiethPercentile) < 1 ? '1 s' : shortLength(spread.ninetiethPercentile)}`;

export interface Share {
  readonly key: 'first' | 'later' | 'ended' | 'waiting';
  readonly label: string;
  readonly value: number;
}

/** What became of the groups that paged somebody; the values sum up to all of them. */
export function outcomes(answers: Answers | undefined): readonly Share[] {
  return [
    { key: 'first', label: 'Answered at the first step', value: count(answers?.answeredFirstStep) },
    { key: 'later', label: 'Answered after it went further', value: count(answers?.answeredLater) },
    { key: 'ended', label: 'Over before anybody answered', value: count(answers?.endedUnanswered) },
    { key: 'waiting', label: 'Still waiting', value: count(answers?.waiting) },
  ];
}

export interface DaySeries {
  readonly label: string;
  readonly total: number;
  readonly values: readonly number[];
  /** The part of each value that is drawn darker. */
  readonly marked?: readonly number[];
}

export function seriesOf(days: readonly Volume[]): readonly DaySeries[] {
  const series = (label: string, of: (it: Volume) => string | undefined): DaySeries => {
    const values = days.map((it) => count(of(it)));
    return { label, values, total: values.reduce((sum, it) => sum + it, 0) };
  };
  return [
    series('Alerts', (it) => it.alerts),
    { ...series('Pages', (it) => it.pages), marked: days.map((it) => count(it.nightPages)) },
  ];
}

/** What a chart shows, in a sentence for those who do not see it. */
export function chartWords(series: DaySeries, days: readonly Volume[]): string {
  const most = Math.max(0, ...series.values);
  const night = series.marked?.reduce((sum, it) => sum + it, 0);
  const peak = days[series.values.indexOf(most)]?.day;
  return [
    `${series.label}: ${counted(series.total)} in ${days.length} ${days.length === 1 ? 'day' : 'days'}`,
    ...(night === undefined ? [] : [`${counted(night)} of them at night`]),
    ...(most > 0 ? [`most on ${dayWords(peak)} with ${counted(most)}`] : []),
  ].join(', ');
}

/** A round number at or above the highest, for the top of the scale. */
export function scaleTop(highest: number): number {
  if (highest <= 5) return Math.max(1, highest);
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 2.5, 5, 10].map((it) => it * power).find((it) => it >= highest && Number.isInteger(it))!;
}
