import type { Schemas } from '@/lib/api';

export interface Hour {
  /** Its beginning, in milliseconds. */
  readonly start: number;
  readonly count: number;
}

export interface Trend {
  /** The last 24 hours, the oldest first; the last is the one that has begun. */
  readonly hours: readonly Hour[];
  readonly total: number;
}

/** Alerts received per hour, as the summary counts them. */
export function trendOf(received: readonly Schemas['AlertsReceived'][]): Trend {
  const hours = received.map((it) => ({
    start: Date.parse(it.startTime ?? ''),
    count: Number(it.count ?? 0),
  }));
  return { hours, total: hours.reduce((sum, it) => sum + it.count, 0) };
}

/** The trend in a sentence; `clock` tells an hour's beginning. */
export function trendWords({ hours, total }: Trend, clock: (start: number) => string): string {
  if (total === 0) return 'No alert in the last 24 hours';
  const most = hours.reduce((a, b) => (b.count > a.count ? b : a));
  const peak = total > 1 ? `, most in the hour from ${clock(most.start)}` : '';
  return `${total} ${total === 1 ? 'alert' : 'alerts'} in the last 24 hours${peak}`;
}
