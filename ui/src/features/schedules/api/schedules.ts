import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { type Schedule, schedulesQuery } from '@/lib/schedules';

export type Rotation = Schemas['Rotation'];
export type FinalSchedule = Schemas['FinalSchedule'];
export type Shift = Schemas['Shift'];
export type Override = Schemas['ScheduleOverride'];

/** The schedule as it is, or as it was by one of its versions. */
export const scheduleQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, id, ...(version ? ['version', version] : [])],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/schedules/{id}', {
        params: { path: { id }, query: version ? { version } : {} },
      });
      return data!;
    },
  });

/** Who is on call over a range, as it will be paged. */
export const finalScheduleQuery = (id: string, start: number, end: number) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, id, 'shifts', start, end],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/shifts', {
        params: {
          path: { schedule_id: id },
          query: { startTime: new Date(start).toISOString(), endTime: new Date(end).toISOString() },
        },
      });
      return data!;
    },
  });

/** The same for a schedule that is not stored. */
export const previewQuery = (
  schedule: Schedule,
  overrides: readonly Override[],
  start: number,
  end: number,
) =>
  queryOptions({
    queryKey: ['schedule-preview', schedule, overrides, start, end],
    queryFn: async () => {
      const { data } = await api.POST('/api/v1/schedules/preview', {
        body: {
          schedule,
          overrides: [...overrides],
          startTime: new Date(start).toISOString(),
          endTime: new Date(end).toISOString(),
        },
      });
      return data!;
    },
    gcTime: 60_000,
  });

/** Whatever shows who is on call is read anew after a change. */
export function useScheduleMutation<V, R>(success: string | undefined, run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: success ? { success } : { quiet: true },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['oncall'] }),
      ]),
  });
}

/** From when on a change of the layers or the zone holds (now when absent), and why it is made. */
export interface Edition {
  readonly effectiveTime?: string | undefined;
  readonly note?: string | undefined;
}

/** Creates a schedule, or changes the one whose id is given; answers it as stored. */
export const useSaveSchedule = () =>
  useScheduleMutation(
    'Schedule saved',
    async ({ schedule, turns, edition = {} }: { schedule: Schedule; turns: boolean; edition?: Edition }) => {
      if (!schedule.id) return (await api.POST('/api/v1/schedules', { body: schedule })).data!;
      const { effectiveTime, note } = edition;
      const { data } = await api.PATCH('/api/v1/schedules/{schedule.id}', {
        params: {
          path: { 'schedule.id': schedule.id },
          query: {
            // What did not change is not sent: it would make a version for nothing.
            updateMask: `name,description,team_id${turns ? ',time_zone,layers' : ''}`,
            ...(effectiveTime ? { effectiveTime } : {}),
            ...(note ? { note } : {}),
          },
        },
        body: schedule,
      });
      return data!;
    },
  );

export const useDeleteSchedule = () =>
  useScheduleMutation('Schedule deleted', (id: string) =>
    api.DELETE('/api/v1/schedules/{id}', { params: { path: { id } } }),
  );
