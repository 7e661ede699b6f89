import type { TimelineEntry } from './api/oneAlert';

export type Family = 'bad' | 'answer' | 'good' | 'page' | 'note' | 'plain';

/** What an entry is about, for its dot: unknown codes go by the part before their dot. */
export function familyOf(entry: TimelineEntry): Family {
  const code = entry.reason?.code ?? '';
  const [stem] = code.split('.');
  switch (stem) {
    case 'not_paged':
      return code === 'not_paged.answered' || code === 'not_paged.group_acknowledged' ? 'plain' : 'bad';
    case 'page_failed':
    case 'route_failed':
    case 'not_routed':
    case 'ticket_not_opened':
    case 'escalation_ended':
      return 'bad';
    case 'paged':
    case 'escalated':
    case 'escalation_requested':
    case 'reassigned':
      return 'page';
    case 'acknowledged':
    case 'snoozed':
      return 'answer';
    case 'resolved':
      return 'good';
    case 'note':
      return 'note';
    default:
      return 'plain';
  }
}

/** The note that somebody wrote, alone or with an action. */
export function noteOf(entry: TimelineEntry): string {
  const note = (entry.reason?.facts as Record<string, unknown> | undefined)?.note;
  return typeof note === 'string' ? note : (entry.reason?.summary ?? '');
}

/** Decisions that say who was paged or why somebody was not. */
export const isAboutPaging = (entry: TimelineEntry): boolean =>
  /^(paged|not_paged|page_failed|page_withdrawn|escalat|not_routed|routed|muted|silenced|grouped)/.test(
    entry.reason?.code ?? '',
  );
