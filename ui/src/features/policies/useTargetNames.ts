import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { schedulesQuery } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import type { Target } from './api/policies';

/** Whom a target pages, in words. */
export function useTargetNames() {
  const nameOf = useNames();
  const may = useCaller().may('manager');
  const teams = useQuery(teamsQuery).data ?? [];
  const schedules = useQuery(schedulesQuery).data ?? [];
  const channels = useQuery({ ...channelsQuery, enabled: may }).data ?? [];
  const named = (list: readonly { id?: string; name: string }[], id: string | undefined) =>
    list.find((it) => it.id === id)?.name;
  const channelName = (id: string | undefined) => named(channels, id) ?? 'a channel';
  const words = ({ userId, teamId, schedule, channel }: Target): string => {
    if (userId) return nameOf(userId);
    if (teamId) return `all of ${named(teams, teamId) ?? 'a team that was deleted'}`;
    if (schedule) {
      const name = named(schedules, schedule.scheduleId) ?? 'a schedule that was deleted';
      if (schedule.next) return `whoever is next by ${name}`;
      return schedule.secondary ? `secondary on call by ${name}` : `on call by ${name}`;
    }
    return [channelName(channel?.channelId), channel?.address].filter(Boolean).join(' ');
  };
  return { words, channelName };
}
