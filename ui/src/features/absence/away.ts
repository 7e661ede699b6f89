import { Temporal } from 'temporal-polyfill';
import { fromWall } from '@/lib/wallTime';

/** Time off as it is typed: whole days, or from one time to another. */
export interface AwayDraft {
  /** `YYYY-MM-DD`, the first day and the last. */
  readonly from: string;
  readonly until: string;
  /** `HH:MM`, only where it is not whole days. */
  readonly fromTime: string;
  readonly untilTime: string;
  readonly exact: boolean;
}

export interface Away {
  readonly start: number;
  readonly end: number;
  /** What is odd about the times, in words. */
  readonly remark?: string;
}

/** From when until when somebody is away on the clocks of a zone; undefined while something is missing. */
export function awayOf(draft: AwayDraft, zone: string): Away | undefined {
  if (!draft.from || !draft.until) return undefined;
  if (draft.exact && (!draft.fromTime || !draft.untilTime)) return undefined;
  const start = fromWall(`${draft.from}T${draft.exact ? draft.fromTime : '00:00'}`, zone);
  const end = fromWall(
    draft.exact ? `${draft.until}T${draft.untilTime}` : `${dayAfter(draft.until)}T00:00`,
    zone,
  );
  if (!start || !end) return undefined;
  const remark = draft.exact ? (start.remark ?? end.remark) : undefined;
  return { start: start.instant, end: end.instant, ...(remark ? { remark } : {}) };
}

/** What keeps it from being entered, in words. */
export function mistakeIn(away: Away | undefined): string | undefined {
  return away && away.end <= away.start ? 'It ends before it starts.' : undefined;
}

function dayAfter(date: string): string {
  try {
    return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  } catch {
    return '';
  }
}
