import type { Tone } from '@/components/Badges';

const states: Record<string, readonly [word: string, tone: Tone]> = {
  TICKET_STATE_PENDING: ['being opened', 'info'],
  TICKET_STATE_OPEN: ['open', 'warning'],
  TICKET_STATE_CLOSED: ['closed', 'ok'],
  TICKET_STATE_FAILED: ['failed', 'critical'],
  TICKET_STATE_GONE: ['gone', 'neutral'],
  TICKET_WORK_STATE_PENDING: ['waits', 'info'],
  TICKET_WORK_STATE_DONE: ['done', 'ok'],
  TICKET_WORK_STATE_DEAD: ['given up', 'critical'],
  TICKET_WORK_STATE_DROPPED: ['not needed', 'neutral'],
};

/** Where a ticket or the work on one stands, in a word. */
export const stateInWords = (state: string | undefined): readonly [word: string, tone: Tone] =>
  states[state ?? ''] ?? ['not known', 'neutral'];

export const ticketStates = [
  ['TICKET_STATE_FAILED', 'failed'],
  ['TICKET_STATE_PENDING', 'being opened'],
  ['TICKET_STATE_OPEN', 'open'],
  ['TICKET_STATE_CLOSED', 'closed'],
  ['TICKET_STATE_GONE', 'gone'],
] as const;
