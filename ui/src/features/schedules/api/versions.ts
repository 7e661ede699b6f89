import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken, type PageOf } from '@/lib/pages';
import { type Schedule, schedulesQuery } from '@/lib/schedules';
import { type Shift, useScheduleMutation } from './schedules';

export type Version = Schemas['ScheduleVersion'];
export type Difference = Schemas['ScheduleDifference'];
export type ScheduleDiff = Schemas['DiffScheduleResponse'];

type Names = Readonly<Record<string, string>>;

const WEEKS = 8;
const WEEK_MS = 7 * 86_400_000;

/** The weeks that a difference is looked for in, from an instant on. */
const weeksFrom = (start: number) => ({
  startTime: new Date(start).toISOString(),
  endTime: new Date(start + WEEKS * WEEK_MS).toISOString(),
});

type Compared = { draft: Schedule; effectiveTime?: string } | { fromVersion: number; toVersion: number };

async function diff(scheduleId: string, compared: Compared, start: number): Promise<ScheduleDiff> {
  const { data } = await api.POST('/api/v1/schedules/{schedule_id}/diff', {
    params: { path: { schedule_id: scheduleId } },
    body: { ...compared, ...weeksFrom(start) },
  });
  return data!;
}

/** What saving a draft would change within the next weeks; `effective` in milliseconds. */
export const draftDiffQuery = (draft: Schedule, effective: number, now: boolean) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, draft.id, 'diff', draft, effective],
    queryFn: () =>
      diff(
        draft.id ?? '',
        { draft, ...(now ? {} : { effectiveTime: new Date(effective).toISOString() }) },
        effective,
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** What a version changed, were each in force all the time. */
export const versionDiffQuery = (scheduleId: string, from: number, to: number, start: number) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'diff', from, to, start],
    queryFn: () => diff(scheduleId, { fromVersion: from, toVersion: to }, start),
  });

export const versionsQuery = (scheduleId: string) =>
  infiniteQueryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'versions'],
    queryFn: async ({ pageParam }): Promise<PageOf<Version> & { names: Names }> => {
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/versions', {
        params: { path: { schedule_id: scheduleId }, query: { pageToken: pageParam, pageSize: 50 } },
      });
      return { items: data?.versions ?? [], next: data?.nextPageToken ?? '', names: data?.userNames ?? {} };
    },
    ...byToken,
  });

/** Shifts that are over, the newest first. */
export const historyQuery = (scheduleId: string, duty: NonNullable<Schemas['Duty']>) =>
  infiniteQueryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'history', duty],
    queryFn: async ({ pageParam }): Promise<PageOf<Shift> & { names: Names }> => {
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/history', {
        params: { path: { schedule_id: scheduleId }, query: { pageToken: pageParam, pageSize: 25, duty } },
      });
      return { items: data?.shifts ?? [], next: data?.nextPageToken ?? '', names: data?.userNames ?? {} };
    },
    ...byToken,
  });

export const useCancelVersion = (scheduleId: string) =>
  useScheduleMutation('Taken back: the version before stays in force', (version: number) =>
    api.DELETE('/api/v1/schedules/{schedule_id}/versions/{version}', {
      params: { path: { schedule_id: scheduleId, version } },
    }),
  );
