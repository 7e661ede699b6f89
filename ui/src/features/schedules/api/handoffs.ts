import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken, type PageOf } from '@/lib/pages';

export type HandoffSettings = Schemas['HandoffSettings'];
export type HandoffNote = Schemas['HandoffNote'];
export type Drill = Schemas['Drill'];

const key = (scheduleId: string) => ['handoffs', scheduleId] as const;

export const handoffSettingsQuery = (scheduleId: string) =>
  queryOptions({
    queryKey: [...key(scheduleId), 'settings'],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/handoffs/settings/{schedule_id}', {
        params: { path: { schedule_id: scheduleId } },
      });
      return data!;
    },
  });

export const handoffNotesQuery = (scheduleId: string) =>
  infiniteQueryOptions({
    queryKey: [...key(scheduleId), 'notes'],
    queryFn: async ({ pageParam }): Promise<PageOf<HandoffNote>> => {
      const { data } = await api.GET('/api/v1/handoffs/notes', {
        params: { query: { scheduleId, pageToken: pageParam } },
      });
      return { items: data?.notes ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
  });

export const drillsQuery = (scheduleId: string) =>
  infiniteQueryOptions({
    queryKey: [...key(scheduleId), 'drills'],
    queryFn: async ({ pageParam }): Promise<PageOf<Drill>> => {
      const { data } = await api.GET('/api/v1/handoffs/drills', {
        params: { query: { scheduleId, pageToken: pageParam } },
      });
      return { items: data?.drills ?? [], next: data?.nextPageToken ?? '' };
    },
    ...byToken,
    refetchInterval: 15_000,
  });

function useHandoffMutation<V, R>(scheduleId: string, success: string, run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success },
    onSuccess: () => queries.invalidateQueries({ queryKey: key(scheduleId) }),
  });
}

export const useChangeHandoffSettings = (scheduleId: string) =>
  useHandoffMutation(scheduleId, 'Hand-offs saved', (settings: HandoffSettings) =>
    api.PATCH('/api/v1/handoffs/settings/{settings.schedule_id}', {
      params: { path: { 'settings.schedule_id': scheduleId } },
      body: settings,
    }),
  );

export const useWriteNote = (scheduleId: string) =>
  useHandoffMutation(scheduleId, 'Note left', (text: string) =>
    api.POST('/api/v1/handoffs/notes', { body: { scheduleId, text } }),
  );

export const useDrillMe = (scheduleId: string) =>
  useHandoffMutation(scheduleId, 'A test page is on its way to you', () =>
    api.POST('/api/v1/handoffs/drills', { body: {} }),
  );
