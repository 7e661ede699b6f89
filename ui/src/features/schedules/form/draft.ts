import { type Layer, type Slot, slotsOf } from '@/lib/layers';
import type { Schedule } from '@/lib/schedules';
import type { Duty } from '../rotation';

/** A turn while it is edited. */
export interface DraftSlot {
  /** Stays with it wherever it is moved. */
  readonly key: string;
  /** Nobody when empty. */
  readonly userIds: readonly string[];
  /** So many times the rotation's length. */
  readonly length: number;
}

/** A layer while it is edited: always by slots. */
export interface DraftLayer extends Omit<Layer, 'participants' | 'slots'> {
  readonly key: string;
  readonly slots: readonly DraftSlot[];
}

/** A schedule while it is edited. */
export interface Draft extends Omit<Schedule, 'layers'> {
  readonly layers: readonly DraftLayer[];
}

let made = 0;
const newKey = (): string => `k${made++}`;

export const newSlot = (userIds: readonly string[]): DraftSlot => ({ key: newKey(), userIds, length: 1 });

/** A rotation to begin with: weekly from this week's Monday on. */
export const newLayer = (monday: string): DraftLayer => ({
  key: newKey(),
  name: '',
  rotation: {
    unit: 'ROTATION_UNIT_WEEK',
    length: 1,
    handoffTime: '09:00',
    handoffDay: 'WEEKDAY_MONDAY',
    startDate: monday,
  },
  slots: [],
});

export const draftOf = (schedule: Schedule): Draft => ({
  ...schedule,
  layers: (schedule.layers ?? []).map(({ participants, slots, ...rest }) => ({
    ...rest,
    key: newKey(),
    slots: slotsOf({ participants: participants ?? [], slots: slots ?? [] }).map((it) => ({
      ...newSlot(it.userIds ?? []),
      length: it.length || 1,
    })),
  })),
});

export const dutyOf = (layer: Pick<Layer, 'duty'>): Duty =>
  !layer.duty || layer.duty === 'DUTY_UNSPECIFIED' ? 'DUTY_PRIMARY' : layer.duty;

/** What keeps a draft from being previewed, in words; undefined when nothing does. */
export function incomplete(draft: Draft): string | undefined {
  if (!draft.timeZone) return 'Choose a time zone to see who would be on call.';
  for (const layer of draft.layers) {
    if (layer.feedId) continue;
    if (!layer.slots.some((it) => it.userIds.length > 0)) {
      return 'Add somebody to each layer to see who would be on call.';
    }
    if (!layer.rotation?.startDate || !layer.rotation.handoffTime) {
      return 'Say when the rotation starts and hands over to see who would be on call.';
    }
    if ((layer.restrictions ?? []).some((it) => !it.start || !it.end)) {
      return 'Say from when until when the hours of each layer are to see who would be on call.';
    }
  }
  return undefined;
}

const slotToSend = ({ userIds, length }: DraftSlot): Slot => ({
  userIds: [...userIds],
  ...(length > 1 ? { length } : {}),
});

/** Who takes turns, in the short form where it says everything. */
const turnsToSend = (slots: readonly DraftSlot[]): Pick<Layer, 'participants' | 'slots'> =>
  slots.every((it) => it.userIds.length === 1 && it.length <= 1)
    ? { participants: slots.map((it) => it.userIds[0]!) }
    : { slots: slots.map(slotToSend) };

function layerToSend({ key: _, slots, rotation, secondaryOffset, ...rest }: DraftLayer): Layer {
  const layer = { ...rest, name: rest.name?.trim() ?? '' };
  // What a layer without a calendar has is kept while it is edited only.
  if (layer.feedId || !rotation) return layer;
  const offset = dutyOf(layer) === 'DUTY_PRIMARY' ? secondaryOffset : 0;
  return {
    ...layer,
    rotation: {
      ...rotation,
      handoffDay:
        rotation.unit === 'ROTATION_UNIT_WEEK'
          ? (rotation.handoffDay ?? 'WEEKDAY_MONDAY')
          : 'WEEKDAY_UNSPECIFIED',
      // Whoever had the first turn may have been taken out.
      ...(rotation.firstSlot ? { firstSlot: Math.min(rotation.firstSlot, slots.length - 1) } : {}),
    },
    ...turnsToSend(slots),
    ...(offset ? { secondaryOffset: offset } : {}),
  };
}

/** The draft as the API takes it: only what belongs to each kind of layer. */
export function toSend(draft: Draft): Schedule {
  const { warnings: _, effectiveTime: __, ...schedule } = draft;
  return { ...schedule, name: schedule.name.trim(), layers: draft.layers.map(layerToSend) };
}

/** Whether saving changes who is on call by the schedule, and not only what it is called. */
export const changesTurns = (stored: Schedule, draft: Draft): boolean =>
  JSON.stringify([stored.timeZone, toSend(draftOf(stored)).layers]) !==
  JSON.stringify([draft.timeZone, toSend(draft).layers]);
