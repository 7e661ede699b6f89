import type { FinalSchedule, Override } from '../api/schedules';
import type { Duty } from '../rotation';
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
  /** What an override does beyond taking over; empty for everything else. */
  readonly remark: string;
  readonly duty: Duty;
}

export interface ShownSchedule {
  /** Turns and gaps, by start. */
  readonly final: readonly Shown[];
  /** Who is secondary, and who is shadowing. */
  readonly beside: readonly { readonly name: string; readonly shifts: readonly Shown[] }[];
  readonly overrides: readonly Shown[];
  readonly layers: readonly { readonly name: string; readonly shifts: readonly Shown[] }[];
}

/** What an override does, after the name of whom it is about. */
export function overrideRemark(override: Override, nameOf: (id: string) => string): string {
  switch (override.kind) {
    case 'OVERRIDE_KIND_REPLACE':
      return `for ${nameOf(override.replacesUserId ?? '')}`;
    case 'OVERRIDE_KIND_ADD':
      return 'joins';
    case 'OVERRIDE_KIND_REMOVE':
      return 'is off';
    case 'OVERRIDE_KIND_CLEAR':
      return 'by layers';
    default:
      return '';
  }
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
  const called = (id: string) => names[id] ?? nameOf(id);
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
    duty?: Duty;
    remark?: string;
  }): Shown => {
    const userId = it.userId ?? '';
    return {
      start: ms(it.startTime, Number.MIN_SAFE_INTEGER),
      end: ms(it.endTime, Number.MAX_SAFE_INTEGER),
      userId,
      name: userId ? called(userId) : 'Nobody',
      place: userId ? placeOf(userId) : -1,
      overrideId: it.overrideId ?? '',
      layer: it.layer ?? '',
      remark: it.remark ?? '',
      duty: it.duty && it.duty !== 'DUTY_UNSPECIFIED' ? it.duty : 'DUTY_PRIMARY',
    };
  };
  return {
    final: [...(schedule.shifts ?? []), ...(schedule.gaps ?? [])].map(turn).sort((a, b) => a.start - b.start),
    beside: [
      { name: 'Secondary', shifts: (schedule.secondary ?? []).map(turn) },
      { name: 'Shadow', shifts: (schedule.shadow ?? []).map(turn) },
    ].filter((it) => it.shifts.length > 0),
    overrides: (schedule.overrides ?? []).map((it) =>
      turn({
        ...it,
        userId: it.userId || it.replacesUserId || '',
        overrideId: it.id ?? '',
        remark: overrideRemark(it, called),
      }),
    ),
    layers: (schedule.layers ?? []).map((it, i) => ({
      name: it.layer || `Layer ${i + 1}`,
      shifts: (it.shifts ?? []).map(turn),
    })),
  };
}

/** Every turn and gap of all duties, by start. */
export const agendaOf = (schedule: ShownSchedule): readonly Shown[] =>
  [...schedule.final, ...schedule.beside.flatMap((it) => it.shifts)].sort((a, b) => a.start - b.start);
