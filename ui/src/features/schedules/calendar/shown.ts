import type { FinalSchedule } from '../api/schedules';
import type { Interval } from './geometry';

/** One thing on the calendar: somebody's turn, or a gap when `userId` is empty. */
export interface Shown extends Interval {
  readonly userId: string;
  readonly name: string;
  /** Place among the people of the schedule, for the tint. */
  readonly place: number;
  /** Set when an override caused it, or when it is one. */
  readonly overrideId: string;
  /** Layer it comes from; empty for overrides and gaps. */
  readonly layer: string;
}

export interface ShownSchedule {
  /** Turns and gaps, by start. */
  readonly final: readonly Shown[];
  readonly overrides: readonly Shown[];
  readonly layers: readonly { readonly name: string; readonly shifts: readonly Shown[] }[];
}

const ms = (time: string | undefined, otherwise: number): number => (time ? Date.parse(time) : otherwise);

/**
 * The answer of the API as the calendar draws it. `people` is every person of the schedule in a stable order, so that
 * nobody changes colour from one range to the next.
 */
export function shownOf(
  schedule: FinalSchedule,
  people: readonly string[],
  nameOf: (id: string) => string,
): ShownSchedule {
  const names = schedule.userNames ?? {};
  const order = [...people];
  const placeOf = (id: string) => {
    if (!order.includes(id)) order.push(id);
    return order.indexOf(id);
  };
  const turn = (it: {
    userId?: string;
    startTime?: string;
    endTime?: string;
    overrideId?: string;
    layer?: string;
  }): Shown => {
    const userId = it.userId ?? '';
    return {
      start: ms(it.startTime, Number.MIN_SAFE_INTEGER),
      end: ms(it.endTime, Number.MAX_SAFE_INTEGER),
      userId,
      name: userId ? (names[userId] ?? nameOf(userId)) : 'Nobody',
      place: userId ? placeOf(userId) : -1,
      overrideId: it.overrideId ?? '',
      layer: it.layer ?? '',
    };
  };
  return {
    final: [...(schedule.shifts ?? []), ...(schedule.gaps ?? [])].map(turn).sort((a, b) => a.start - b.start),
    overrides: (schedule.overrides ?? []).map((it) => turn({ ...it, overrideId: it.id })),
    layers: (schedule.layers ?? []).map((it, i) => ({
      name: it.layer || `Layer ${i + 1}`,
      shifts: (it.shifts ?? []).map(turn),
    })),
  };
}
