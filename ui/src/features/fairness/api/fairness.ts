import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { schedulesQuery } from '@/lib/schedules';

export type FairnessRow = Schemas['FairnessRow'];
export type RestFinding = Schemas['RestFinding'];

/** Which schedules (all when empty), from when until when, in milliseconds. */
export interface Asked {
  readonly scheduleId: string;
  readonly start: number;
  readonly end: number;
}

async function report({ scheduleId, start, end }: Asked, csv: boolean): Promise<Schemas['FairnessReport']> {
  const { data } = await api.GET('/api/v1/fairness', {
    params: {
      query: {
        startTime: new Date(start).toISOString(),
        endTime: new Date(end).toISOString(),
        ...(scheduleId ? { scheduleIds: [scheduleId] } : {}),
        ...(csv ? { csv } : {}),
      },
    },
  });
  return data!;
}

/** Who has borne how much. */
export const fairnessQuery = (asked: Asked) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, 'fairness', asked],
    queryFn: async () => (await report(asked, false)).rows ?? [],
  });

/** The same as CSV. */
export const fairnessCsv = async (asked: Asked): Promise<string> => (await report(asked, true)).csv ?? '';

/** Where the plan of the next 90 days breaks the rest rules. */
export const restFindingsQuery = (scheduleId: string) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'rest'],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/rest', {
        params: { path: { schedule_id: scheduleId } },
      });
      return data?.findings ?? [];
    },
  });
