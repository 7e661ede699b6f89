import type { Schemas } from './api';

/** Whom to page. */
export type Target = Schemas['Target'];

/** One target as a text that is the same for the same target. */
export function targetKey(target: Target): string {
  const { userId, teamId, schedule, channel } = target;
  if (userId) return `person:${userId}`;
  if (teamId) return `team:${teamId}`;
  if (schedule)
    return `schedule:${schedule.scheduleId}:${schedule.next ? 'next' : schedule.secondary ? 'secondary' : 'now'}`;
  return `channel:${channel?.channelId}:${channel?.address ?? ''}`;
}
