import { secondsOf } from '@/lib/duration';
import type { Policy, Step, Target } from './api/policies';

/** A step with a key of its own, so that it keeps its place on the screen while others move. */
export interface KeyedStep extends Step {
  readonly key: string;
}

let next = 1;

/** Steps as they are edited. */
export const keyed = (steps: readonly Step[] | undefined): KeyedStep[] =>
  (steps ?? []).map((step) => ({ ...step, key: `step-${next++}` }));

/** Steps as they are saved. */
export const bare = (steps: readonly KeyedStep[]): Step[] => steps.map(({ key: _key, ...step }) => step);

/** When a step fires after the first page could go out, in seconds, if nobody answers. */
export const offsetOf = (steps: readonly Step[], index: number): number =>
  steps.slice(0, index + 1).reduce((sum, it) => sum + secondsOf(it.wait), 0);

export type TargetKind = 'person' | 'team' | 'schedule' | 'channel';

/** What kind a target is of. */
export function kindOf(target: Target): TargetKind {
  if (target.userId) return 'person';
  if (target.teamId) return 'team';
  return target.schedule ? 'schedule' : 'channel';
}

/** Whether the server would take the steps: each has somebody. */
export const isUsable = (steps: readonly Step[]): boolean =>
  steps.length > 0 && steps.every((it) => (it.targets?.length ?? 0) > 0);

/** A policy that nobody has made yet. */
export const freshPolicy: Policy = {
  name: '',
  description: '',
  steps: [{ wait: '0s', targets: [], channels: [], ticketProviderId: '' }],
  repeat: 0,
  default: false,
};
