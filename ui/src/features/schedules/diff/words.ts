import { type Restriction, restrictionWords, weekdayWord } from '../rotation';

const fields: Record<string, string> = {
  name: 'name',
  time_zone: 'time zone',
  participants: 'people in turn',
  slots: 'people in turn',
  duty: 'duty',
  precedence: 'precedence',
  secondary_offset: 'secondary meanwhile',
  start_time: 'names nobody before',
  end_time: 'names nobody from',
  restrictions: 'hours',
  feed_id: 'imported calendar',
  unit: 'unit',
  length: 'length',
  handoff_time: 'hand-over',
  handoff_day: 'day of the hand-over',
  start_date: 'first turn',
  advance: 'goes on to the next',
  first_slot: 'first turn has',
  rotation: 'rotation',
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A field of a schedule in words: `layers[1].rotation.handoff_time` is `Layer 2: hand-over`. */
export function fieldWords(field: string): string {
  const [, layer, rest = ''] = /^layers\[(\d+)\]\.?(.*)$/.exec(field) ?? [];
  const path = layer === undefined ? field : rest;
  const known = path
    .replace(/\[\d+\]/g, '')
    .split('.')
    .reverse()
    .find((it) => it in fields);
  const words = known ? fields[known]! : path.replaceAll(/[._]/g, ' ');
  if (layer === undefined) return words.charAt(0).toUpperCase() + words.slice(1);
  return words ? `Layer ${Number(layer) + 1}: ${words}` : `Layer ${Number(layer) + 1}`;
}

interface AnySlot {
  userIds?: string[];
  user_ids?: string[];
  length?: number;
}

/** A value as the API tells it (JSON), short and with names. */
export function valueWords(value: string, nameOf: (id: string) => string): string {
  let read: unknown = value;
  try {
    read = JSON.parse(value);
  } catch {
    // A plain text.
  }
  const text = (it: unknown): string => {
    if (it === null || it === undefined || it === '') return 'none';
    if (typeof it === 'string') {
      if (/^WEEKDAY_/.test(it)) return weekdayWord(it);
      if (/^[A-Z]+(_[A-Z]+)+$/.test(it))
        return it
          .replace(/^(ROTATION_UNIT|ADVANCE|DUTY)_/, '')
          .toLowerCase()
          .replaceAll('_', ' ');
      return it.replace(UUID, nameOf);
    }
    if (Array.isArray(it)) return it.length === 0 ? 'none' : it.map(text).join(', ');
    if (typeof it === 'object') {
      const slot = it as AnySlot & Restriction;
      const people = slot.userIds ?? slot.user_ids;
      if (people) {
        const who = people.map(nameOf).join(' and ') || 'nobody';
        return (slot.length ?? 1) > 1 ? `${who} (×${slot.length})` : who;
      }
      if (slot.start && slot.end) return restrictionWords(slot);
      return JSON.stringify(it).replace(UUID, nameOf);
    }
    return String(it);
  };
  return text(read);
}
