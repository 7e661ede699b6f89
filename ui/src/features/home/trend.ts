const HOUR_MS = 3_600_000;
const HOURS = 24;

export interface Hour {
  /** Its beginning, in milliseconds. */
  readonly start: number;
  /** Undefined where it is not known. */
  readonly count: number | undefined;
}

export interface Trend {
  /** The last 24 hours, the oldest first; the last ends now. */
  readonly hours: readonly Hour[];
  readonly total: number;
  /** More were received before the first hour that is known. */
  readonly more: boolean;
}

/**
 * Alerts received per hour. `times` are the newest; when there are `more`, the hour of the oldest and all before it
 * are not known.
 */
export function trendOf(times: readonly number[], more: boolean, now: number): Trend {
  const first = now - HOURS * HOUR_MS;
  const counts = new Array<number>(HOURS).fill(0);
  const hourOf = (time: number) => Math.min(HOURS - 1, Math.floor((time - first) / HOUR_MS));
  let total = 0;
  for (const time of times) {
    if (time < first) continue;
    total++;
    counts[hourOf(time)]! += 1;
  }
  const unknown = more && times.length > 0 ? hourOf(Math.min(...times)) : -1;
  return {
    hours: counts.map((count, i) => ({
      start: first + i * HOUR_MS,
      count: i <= unknown ? undefined : count,
    })),
    total,
    more,
  };
}
