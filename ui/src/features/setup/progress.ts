import { type ContactMethod, contactState } from '@/lib/contacts';

/** The guided steps after the owner exists, in their order. */
export const stepNames = ['channel', 'contact', 'schedule', 'policy', 'integration', 'test'] as const;
export type StepName = (typeof stepNames)[number];

/** What the server has so far. It alone decides how far the set-up is, so that a reload loses nothing. */
export interface Stored {
  readonly channels: readonly { readonly disabled?: boolean }[];
  readonly contacts: readonly ContactMethod[];
  readonly schedules: readonly unknown[];
  readonly policies: readonly unknown[];
  readonly integrations: readonly unknown[];
  /** State of the newest test alert. */
  readonly testAlert: string | undefined;
}

export type StepState = 'done' | 'current' | 'skipped' | 'later';

const done: Record<StepName, (stored: Stored) => boolean> = {
  channel: (it) => it.channels.some((channel) => !channel.disabled),
  contact: (it) => it.contacts.some((method) => contactState(method) === 'verified'),
  schedule: (it) => it.schedules.length > 0,
  policy: (it) => it.policies.length > 0,
  integration: (it) => it.integrations.length > 0,
  test: (it) => it.testAlert === 'ALERT_STATE_ACKNOWLEDGED' || it.testAlert === 'ALERT_STATE_RESOLVED',
};

/** Where each step stands: the first that is neither done nor left out is the current one. */
export function progress(stored: Stored, skip: readonly StepName[]): Record<StepName, StepState> {
  let current = false;
  return Object.fromEntries(
    stepNames.map((name): [StepName, StepState] => {
      if (done[name](stored)) return [name, 'done'];
      if (skip.includes(name)) return [name, 'skipped'];
      if (current) return [name, 'later'];
      current = true;
      return [name, 'current'];
    }),
  ) as Record<StepName, StepState>;
}
