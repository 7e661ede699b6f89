import type { Layer, Rotation } from './api/schedules';

export const weekdays = [
  'WEEKDAY_MONDAY',
  'WEEKDAY_TUESDAY',
  'WEEKDAY_WEDNESDAY',
  'WEEKDAY_THURSDAY',
  'WEEKDAY_FRIDAY',
  'WEEKDAY_SATURDAY',
  'WEEKDAY_SUNDAY',
] as const;

export const weekdayWord = (day: string | undefined): string => {
  const word = (day ?? '').replace('WEEKDAY_', '').toLowerCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
};

/** `weekly, Monday 09:00`; `every 3 days, 18:00` */
export function rotationWords(rotation: Rotation | undefined): string {
  if (!rotation) return 'no rotation';
  const length = rotation.length || 1;
  const weeks = rotation.unit === 'ROTATION_UNIT_WEEK';
  const often = length === 1 ? (weeks ? 'weekly' : 'daily') : `every ${length} ${weeks ? 'weeks' : 'days'}`;
  return `${often}, ${weeks ? `${weekdayWord(rotation.handoffDay)} ` : ''}${rotation.handoffTime ?? ''}`;
}

/** A layer's name, or its place when it has none. */
export const layerName = (layer: Pick<Layer, 'name'> | undefined, index: number): string =>
  layer?.name || `Layer ${index + 1}`;

/** A list with the element at one place moved to another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const result = [...list];
  const [element] = result.splice(from, 1);
  if (element !== undefined) result.splice(Math.max(0, Math.min(result.length, to)), 0, element);
  return result;
}
