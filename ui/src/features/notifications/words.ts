import type { Tone } from '@/components/Badges';

type Word = readonly [word: string, tone: Tone];

const states: Record<string, Word> = {
  NOTIFICATION_STATE_PENDING: ['under way', 'info'],
  NOTIFICATION_STATE_SENT: ['sent', 'ok'],
  NOTIFICATION_STATE_PARTLY_SENT: ['partly sent', 'warning'],
  NOTIFICATION_STATE_FAILED: ['failed', 'critical'],
  NOTIFICATION_STATE_CANCELLED: ['not needed', 'neutral'],
  DELIVERY_STATE_PENDING: ['waits', 'info'],
  DELIVERY_STATE_SENT: ['sent', 'ok'],
  DELIVERY_STATE_DEAD: ['given up', 'critical'],
  DELIVERY_STATE_CANCELLED: ['not needed', 'neutral'],
};

/** Where a notification or delivery stands, in a word. */
export const stateInWords = (state: string | undefined): Word =>
  states[state ?? ''] ?? ['not known', 'neutral'];

/** A delivery's state, sharper where its receipt tells more. */
export function deliveryInWords(delivery: { state?: string; receipt?: string; held?: string }): Word {
  if (delivery.state === 'DELIVERY_STATE_SENT' && delivery.receipt === 'RECEIPT_DELIVERED')
    return ['delivered', 'ok'];
  if (delivery.state === 'DELIVERY_STATE_PENDING' && delivery.held) return ['held', 'warning'];
  return stateInWords(delivery.state);
}

const channels: Record<string, string> = {
  CHANNEL_KIND_SLACK: 'Slack',
  CHANNEL_KIND_SLACK_WEBHOOK: 'Slack webhook',
  CHANNEL_KIND_EMAIL: 'E-mail',
  CHANNEL_KIND_SMS: 'SMS',
  CHANNEL_KIND_WEBHOOK: 'Webhook',
  CHANNEL_KIND_DISCORD: 'Discord',
};

/** A kind of channel as people call it; the socket spells them shorter than the API. */
export function channelInWords(kind: string | undefined): string {
  const name = `CHANNEL_KIND_${(kind ?? '').replace('CHANNEL_KIND_', '').toUpperCase()}`;
  return channels[name] ?? (kind || 'not known').replace('CHANNEL_KIND_', '').toLowerCase();
}

export const channelKinds = Object.entries(channels);

const events: Record<string, string> = {
  PAGE: 'page',
  ACKNOWLEDGED: 'acknowledged',
  RESOLVED: 'resolved',
  CONTACT_CODE: 'code for a contact',
  NOTICE: 'notice',
};

export function eventInWords(kind: string | undefined): string {
  const name = (kind ?? '').replace('EVENT_KIND_', '').toUpperCase();
  return events[name] ?? name.toLowerCase().replaceAll('_', ' ');
}

const tones: Record<string, Tone> = {
  sent: 'ok',
  found_sent: 'ok',
  delivered: 'ok',
  acknowledged: 'info',
  queued: 'neutral',
  attempted: 'neutral',
  requeued: 'info',
  revised: 'neutral',
  cancelled: 'neutral',
  held: 'warning',
  outcome_unknown: 'warning',
  repeated: 'warning',
  failed: 'warning',
  undelivered: 'critical',
  dead: 'critical',
};

const words: Record<string, string> = {
  found_sent: 'found to be sent',
  outcome_unknown: 'outcome not known',
  dead: 'given up',
  requeued: 'put back',
  revised: 'changed in place',
};

/** What happened to a delivery, in a word. */
export const happenedInWords = (kind: string | undefined): Word => [
  words[kind ?? ''] ?? (kind ?? '').replaceAll('_', ' '),
  tones[kind ?? ''] ?? 'neutral',
];

export const deliveryStates = [
  ['DELIVERY_STATE_DEAD', 'given up'],
  ['DELIVERY_STATE_PENDING', 'waits'],
  ['DELIVERY_STATE_SENT', 'sent'],
  ['DELIVERY_STATE_CANCELLED', 'not needed'],
] as const;
