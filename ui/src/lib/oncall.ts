import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';

export type ScheduleOnCall = Schemas['ScheduleOnCall'];
export type UserShift = Schemas['UserShift'];

/** Who is on call at this moment, of every schedule by name. */
export const onCallQuery = queryOptions({
  queryKey: ['oncall', 'now'],
  queryFn: async () => {
    const schedules: ScheduleOnCall[] = [];
    const names: Record<string, string> = {};
    let pageToken = '';
    do {
      const { data } = await api.GET('/api/v1/oncall', { params: { query: { pageSize: 500, pageToken } } });
      schedules.push(...(data?.schedules ?? []));
      Object.assign(names, data?.userNames);
      pageToken = data?.nextPageToken ?? '';
    } while (pageToken);
    return { schedules, names };
  },
  // A hand-off happens without anybody doing anything here.
  refetchInterval: 60_000,
});

/** The reader's own turns within the next 90 days. */
export const myShiftsQuery = queryOptions({
  queryKey: ['oncall', 'mine'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/users/{user_id}/shifts', {
      params: { path: { user_id: 'me' }, query: { limit: 10 } },
    });
    return data?.shifts ?? [];
  },
  refetchInterval: 60_000,
});
