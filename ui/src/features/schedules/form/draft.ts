import type { Schedule } from '@/lib/schedules';
import type { Layer } from '../api/schedules';

/** A rotation to begin with: weekly from this week's Monday on. */
export const newLayer = (monday: string): Layer => ({
  name: '',
  rotation: {
    unit: 'ROTATION_UNIT_WEEK',
    length: 1,
    handoffTime: '09:00',
    handoffDay: 'WEEKDAY_MONDAY',
    startDate: monday,
  },
  participants: [],
});

/** What keeps a draft from being previewed, in words; undefined when nothing does. */
export function incomplete(schedule: Schedule): string | undefined {
  if (!schedule.timeZone) return 'Choose a time zone to see who would be on call.';
  for (const layer of schedule.layers ?? []) {
    if (!layer.participants?.length) return 'Add somebody to each layer to see who would be on call.';
    if (!layer.rotation?.startDate || !layer.rotation.handoffTime) {
      return 'Say when the rotation starts and hands over to see who would be on call.';
    }
  }
  return undefined;
}

/** The draft as the API takes it: weekdays only where weeks are counted. */
export function toSend(schedule: Schedule): Schedule {
  return {
    ...schedule,
    name: schedule.name.trim(),
    layers: (schedule.layers ?? []).map((layer) => ({
      ...layer,
      name: layer.name?.trim() ?? '',
      rotation: {
        ...layer.rotation!,
        handoffDay:
          layer.rotation?.unit === 'ROTATION_UNIT_WEEK'
            ? (layer.rotation.handoffDay ?? 'WEEKDAY_MONDAY')
            : 'WEEKDAY_UNSPECIFIED',
      },
    })),
  };
}
