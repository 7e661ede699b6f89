import type { BatchedChange } from './api/changeAlerts';

/** What became of an action on several alerts, in one sentence: `12 acknowledged, 2 had been before, 1 failed: …`. */
export function summaryOf(changes: readonly BatchedChange[], done: string): string {
  const count = (outcome: string) => changes.filter((it) => it.outcome === outcome).length;
  const failed = changes.filter((it) => it.error);
  const parts: string[] = [];
  const changed = count('CHANGE_OUTCOME_CHANGED');
  const before = count('CHANGE_OUTCOME_ALREADY_DONE');
  const late = count('CHANGE_OUTCOME_ALREADY_RESOLVED');
  if (changed > 0) parts.push(`${changed} ${done}`);
  if (before > 0) parts.push(`${before} had been ${done} before`);
  if (late > 0) parts.push(`${late} had been resolved`);
  if (failed.length > 0) parts.push(`${failed.length} failed: ${failed[0]?.error}`);
  return parts.join(', ');
}
