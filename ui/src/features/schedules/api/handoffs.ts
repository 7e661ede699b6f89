import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { byToken, type PageOf } from '@/lib/pages';

export type HandoffSettings = Schemas['HandoffSettings'];
export type HandoffNote = Schemas['HandoffNote'];
export type Drill = Schemas['Drill'];

const everything = ['handoffs'] as const;
const key = (scheduleId: string) => [...everything, scheduleId] as const;

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

export const isRunning = (drill: Drill): boolean => drill.result === 'DRILL_RESULT_RUNNING';

/** The reader's last test page; nothing when there was none. It is looked at again while it runs. */
export const myDrillQuery = queryOptions({
  queryKey: [...everything, 'my drill'],
  queryFn: async (): Promise<Drill | null> => {
    const { data } = await api.GET('/api/v1/handoffs/drills', {
      params: { query: { userId: 'me', pageSize: 1 } },
    });
    return data?.drills?.[0] ?? null;
  },
  refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? 2000 : 30_000),
});

function useHandoffMutation<V, R>(success: string, run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success },
    onSuccess: () => queries.invalidateQueries({ queryKey: everything }),
  });
}

export const useChangeHandoffSettings = (scheduleId: string) =>
  useHandoffMutation('Hand-offs saved', (settings: HandoffSettings) =>
    api.PATCH('/api/v1/handoffs/settings/{settings.schedule_id}', {
      params: { path: { 'settings.schedule_id': scheduleId } },
      body: settings,
    }),
  );

export const useWriteNote = (scheduleId: string) =>
  useHandoffMutation('Note left', (text: string) =>
    api.POST('/api/v1/handoffs/notes', { body: { scheduleId, text } }),
  );

export const useDrillMe = () =>
  useHandoffMutation('A test page is on its way to you', () =>
    api.POST('/api/v1/handoffs/drills', { body: {} }),
  );
