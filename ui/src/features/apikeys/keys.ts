import type { ApiKey } from './api/apiKeys';

/** What a key may be limited to, in the order of the navigation; each to be read or changed. */
export const nouns: readonly (readonly [noun: string, label: string, readOnly?: 'read only'])[] = [
  ['alerts', 'Alerts'],
  ['schedules', 'Schedules'],
  ['policies', 'Policies'],
  ['routes', 'Routes'],
  ['silences', 'Silences'],
  ['templates', 'Templates'],
  ['integrations', 'Integrations'],
  ['channels', 'Channels'],
  ['notifications', 'Notifications'],
  ['deliveries', 'Deliveries'],
  ['tickets', 'Tickets'],
  ['ticket-providers', 'Ticket providers'],
  ['users', 'People'],
  ['teams', 'Teams'],
  ['api-keys', 'API keys'],
  ['config', 'Settings'],
  ['audit-log', 'Audit log', 'read only'],
  ['usage', 'Usage', 'read only'],
];

export const lifetimes = [
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: 'a year' },
  { days: 0, label: 'without end' },
] as const;

const DAY_MS = 86_400_000;

/** When a key ends that is made now; undefined for one without end. */
export const endOf = (days: number, now: number): string | undefined =>
  days > 0 ? new Date(now + days * DAY_MS).toISOString() : undefined;

export type KeyState = 'works' | 'ends soon' | 'ended' | 'revoked';

const SOON_MS = 14 * DAY_MS;

export function stateOf(key: Pick<ApiKey, 'revokeTime' | 'expireTime'>, now: number): KeyState {
  if (key.revokeTime) return 'revoked';
  if (!key.expireTime) return 'works';
  const left = new Date(key.expireTime).getTime() - now;
  return left <= 0 ? 'ended' : left <= SOON_MS ? 'ends soon' : 'works';
}
