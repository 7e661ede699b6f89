import type { Schemas } from '@/lib/api';
import type { Layer } from '@/lib/layers';
import type { Rotation } from './api/schedules';

export type Restriction = Schemas['Restriction'];
export type Duty = NonNullable<Schemas['Duty']>;

export const weekdays = [
  'WEEKDAY_MONDAY',
  'WEEKDAY_TUESDAY',
  'WEEKDAY_WEDNESDAY',
  'WEEKDAY_THURSDAY',
  'WEEKDAY_FRIDAY',
  'WEEKDAY_SATURDAY',
  'WEEKDAY_SUNDAY',
] as const;

export type Weekday = (typeof weekdays)[number];

export const weekdayWord = (day: string | undefined): string => {
  const word = (day ?? '').replace('WEEKDAY_', '').toLowerCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
};

const short = (day: Weekday): string => weekdayWord(day).slice(0, 3);

export const duties: readonly (readonly [Duty, string, string])[] = [
  ['DUTY_PRIMARY', 'Primary', 'Is paged first.'],
  ['DUTY_SECONDARY', 'Secondary', 'Stands behind the primary, for escalations.'],
  ['DUTY_SHADOW', 'Shadow', 'Gets the primary’s pages to learn from them; counts as no coverage.'],
];

/** `Primary`, `Secondary`, `Shadow` */
export const dutyWord = (duty: Schemas['Duty'] | undefined): string =>
  duties.find(([value]) => value === duty)?.[1] ?? 'Primary';

const units: Record<string, readonly [one: string, many: string, often: string]> = {
  ROTATION_UNIT_HOUR: ['hour', 'hours', 'hourly'],
  ROTATION_UNIT_DAY: ['day', 'days', 'daily'],
  ROTATION_UNIT_WEEK: ['week', 'weeks', 'weekly'],
  ROTATION_UNIT_MONTH: ['month', 'months', 'monthly'],
};

/** `day`, `3 days` */
export function lengthWords(rotation: Rotation | undefined, times = 1): string {
  const count = (rotation?.length || 1) * times;
  const [one, many] = units[rotation?.unit ?? ''] ?? ['turn', 'turns'];
  return count === 1 ? one : `${count} ${many}`;
}

/** `weekly, Monday 09:00`; `every 3 days, 18:00`; `monthly on day 5, 09:00` */
export function rotationWords(rotation: Rotation | undefined): string {
  if (!rotation) return 'no rotation';
  const length = rotation.length || 1;
  const often = length === 1 ? (units[rotation.unit ?? '']?.[2] ?? '') : `every ${lengthWords(rotation)}`;
  const time = rotation.handoffTime ?? '';
  switch (rotation.unit) {
    case 'ROTATION_UNIT_WEEK':
      return `${often}, ${weekdayWord(rotation.handoffDay)} ${time}`;
    case 'ROTATION_UNIT_MONTH':
      return `${often} on day ${Number((rotation.startDate ?? '').slice(8)) || 1}, ${time}`;
    case 'ROTATION_UNIT_HOUR':
      return `${often} from ${time}`;
    default:
      return `${often}, ${time}`;
  }
}

/** Whether a window ends on the day after it starts. */
export const isOvernight = (window: Restriction): boolean => (window.end ?? '') <= (window.start ?? '');

/** `Mon–Fri 09:00–17:00`; `every day 22:00–06:00 (next day)` */
export function restrictionWords(window: Restriction): string {
  const chosen = weekdays.filter((it) => window.weekdays?.includes(it));
  const runs: Weekday[][] = [];
  for (const day of chosen) {
    const run = runs.at(-1);
    if (run && weekdays.indexOf(run.at(-1)!) === weekdays.indexOf(day) - 1) run.push(day);
    else runs.push([day]);
  }
  const days =
    chosen.length === 0 || chosen.length === 7
      ? 'every day'
      : runs
          .flatMap((run) => (run.length > 2 ? [`${short(run[0]!)}–${short(run.at(-1)!)}`] : run.map(short)))
          .join(', ');
  return `${days} ${window.start}–${window.end}${isOvernight(window) ? ' (next day)' : ''}`;
}

/** A layer in one line: where its turns come from, and when it names anybody. */
export function layerWords(layer: Pick<Layer, 'rotation' | 'feedId' | 'restrictions'>): string {
  const turns = layer.feedId ? 'by an imported calendar' : rotationWords(layer.rotation);
  return [turns, ...(layer.restrictions ?? []).map(restrictionWords)].join(' · ');
}

/** A layer's name, or its place when it has none. */
export const layerName = (layer: Pick<Layer, 'name'> | undefined, index: number): string =>
  layer?.name || `Layer ${index + 1}`;
