import type { CalendarFeed } from '@/lib/calendarFeeds';
import { durationOf, secondsOf } from '@/lib/duration';
import type { FeedEvent } from './api/feeds';

/** How often it may be read, in seconds, in words. */
export const intervals: readonly (readonly [seconds: number, words: string])[] = [
  [300, 'every 5 minutes'],
  [900, 'every quarter of an hour'],
  [1800, 'every half hour'],
  [3600, 'every hour'],
  [21_600, 'every 6 hours'],
  [86_400, 'every day'],
];

export const intervalWords = (duration: string | undefined): string => {
  const seconds = secondsOf(duration) || 1800;
  return intervals.find(([it]) => it === seconds)?.[1] ?? `every ${Math.round(seconds / 60)} minutes`;
};

/** Where an imported calendar stands: the worst first. */
export function feedState(feed: CalendarFeed): { word: string; tone: 'critical' | 'warning' | 'ok' } {
  if (feed.error) {
    return feed.successTime
      ? { word: 'last good copy', tone: 'warning' }
      : { word: 'never read', tone: 'critical' };
  }
  if (feed.unmappedNames?.length) return { word: 'unknown names', tone: 'warning' };
  if (feed.problems?.length) return { word: 'read in part', tone: 'warning' };
  return { word: 'up to date', tone: 'ok' };
}

/** An imported calendar while it is edited. */
export interface FeedDraft {
  readonly name: string;
  readonly source: 'url' | 'content';
  readonly url: string;
  readonly content: string;
  readonly timeZone: string;
  readonly seconds: number;
}

export const draftOf = (feed: CalendarFeed | undefined): FeedDraft => ({
  name: feed?.name ?? '',
  source: feed && !feed.url ? 'content' : 'url',
  // The address is kept sealed: it is given anew, or stays.
  url: '',
  content: '',
  timeZone: feed?.timeZone ?? '',
  seconds: secondsOf(feed?.refreshInterval) || 1800,
});

/** What is to be sent: everything for a new one, else only what is different. */
export function changesOf(draft: FeedDraft, stored: CalendarFeed | undefined): Partial<CalendarFeed> {
  const before = draftOf(stored);
  const given = draft.source === 'url' ? draft.url.trim() : draft.content;
  return {
    ...(!stored || draft.name.trim() !== before.name ? { name: draft.name.trim() } : {}),
    ...(given ? { [draft.source]: given } : {}),
    ...(draft.timeZone !== before.timeZone ? { timeZone: draft.timeZone } : {}),
    ...(draft.source === 'url' && (!stored || draft.seconds !== before.seconds)
      ? { refreshInterval: durationOf(draft.seconds) }
      : {}),
  };
}

/** What events of one title mean: who is on call by them, and which names are nobody's. */
export interface Meaning {
  readonly title: string;
  readonly userIds: readonly string[];
  readonly unknown: readonly string[];
  readonly shifts: number;
}

/** Titles of the calendar with whom they mean; those that mean nobody first, then by their number of shifts. */
export function meaningsOf(events: readonly FeedEvent[]): readonly Meaning[] {
  const found = new Map<string, Meaning>();
  for (const event of events) {
    const userIds = event.userIds ?? [];
    const unknown = event.unmappedNames ?? [];
    const key = JSON.stringify([event.summary ?? '', userIds, unknown]);
    const shifts = (found.get(key)?.shifts ?? 0) + 1;
    found.set(key, { title: event.summary ?? '', userIds, unknown, shifts });
  }
  const lacking = (it: Meaning) => (it.userIds.length === 0 ? 2 : it.unknown.length > 0 ? 1 : 0);
  return [...found.values()].sort((a, b) => lacking(b) - lacking(a) || b.shifts - a.shifts);
}
