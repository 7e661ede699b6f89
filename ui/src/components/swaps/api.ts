import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { schedulesQuery } from '@/lib/schedules';

export type Swap = Schemas['ShiftSwap'];
export type Conflict = Schemas['ShiftConflict'];

export interface Stretch {
  readonly scheduleId: string;
  readonly startTime: string;
  readonly endTime: string;
}

const SHOWN = 50;

/** Open swaps that the reader has a part in, and those that ask anybody. */
export const mySwapsQuery = queryOptions({
  queryKey: ['swaps', 'mine'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/swaps', {
      params: { query: { userId: 'me', pageSize: SHOWN } },
    });
    return {
      swaps: data?.swaps ?? [],
      names: data?.userNames ?? {},
      schedules: data?.scheduleNames ?? {},
    };
  },
  refetchInterval: 30_000,
});

/** What would speak against taking a shift, before it is taken. */
export const takingQuery = (stretch: Stretch, replacesUserId: string) =>
  queryOptions({
    queryKey: ['swaps', 'taking', stretch, replacesUserId],
    queryFn: async () => (await take(stretch, replacesUserId, true)).conflicts ?? [],
    retry: false,
    gcTime: 0,
  });

/** What speaks against a swap, as things are now. */
export const swapQuery = (id: string) =>
  queryOptions({
    queryKey: ['swaps', id],
    queryFn: async () => (await api.GET('/api/v1/swaps/{id}', { params: { path: { id } } })).data!,
  });

/** What changes hands in return is looked for so far ahead. */
const AHEAD = 60 * 86_400_000;

/** The shifts to come of one person on a schedule, as primary, to be taken in return. */
export const shiftsOfQuery = (scheduleId: string, userId: string) =>
  queryOptions({
    queryKey: [...schedulesQuery.queryKey, scheduleId, 'shifts-of', userId],
    queryFn: async () => {
      const now = Date.now();
      const { data } = await api.GET('/api/v1/schedules/{schedule_id}/shifts', {
        params: {
          path: { schedule_id: scheduleId },
          query: { startTime: new Date(now).toISOString(), endTime: new Date(now + AHEAD).toISOString() },
        },
      });
      // The range cuts the last one.
      return (data?.shifts ?? []).filter(
        (it) =>
          it.userId === userId &&
          Date.parse(it.startTime ?? '') > now &&
          Date.parse(it.endTime ?? '') < now + AHEAD,
      );
    },
  });

/** The open swaps that wait for an answer of somebody: that ask them, or everybody. */
export const waitingFor = (swaps: readonly Swap[], me: string | undefined): readonly Swap[] =>
  swaps.filter(
    (it) => it.state === 'SWAP_STATE_OPEN' && it.userId !== me && (!it.askedUserId || it.askedUserId === me),
  );

async function take(
  { scheduleId, startTime, endTime }: Stretch,
  replacesUserId: string,
  validateOnly: boolean,
  userId = '',
): Promise<Schemas['TakeShiftResponse']> {
  const { data } = await api.POST('/api/v1/schedules/{schedule_id}/take-shift', {
    params: { path: { schedule_id: scheduleId } },
    body: {
      startTime,
      endTime,
      validateOnly,
      ...(replacesUserId ? { replacesUserId } : {}),
      ...(userId ? { userId } : {}),
    },
  });
  return data!;
}

function useSwapMutation<V>(success: string, run: (variables: V) => Promise<unknown>, quiet = false) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success, quiet },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['swaps'] }),
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['oncall'] }),
      ]),
  });
}

export const useTakeShift = () =>
  useSwapMutation(
    'The shift is yours',
    ({ stretch, replacesUserId }: { stretch: Stretch; replacesUserId: string }) =>
      take(stretch, replacesUserId, false),
    true,
  );

/** Puts a proposed stand-in on call for somebody: the caller, or with a manager's role anybody. */
export const usePutStandIn = () =>
  useSwapMutation(
    'The stand-in is on call then: both are told',
    ({ stretch, replacesUserId, userId }: { stretch: Stretch; replacesUserId: string; userId?: string }) =>
      take(stretch, replacesUserId, false, userId),
  );

export const useAskForSwap = () =>
  useSwapMutation(
    'Asked: whoever is asked gets a notice',
    (swap: Pick<Swap, 'scheduleId' | 'startTime' | 'endTime' | 'askedUserId' | 'note' | 'inReturn'>) =>
      api.POST('/api/v1/swaps', { body: swap }),
    true,
  );

export const useAnswerSwap = () =>
  useSwapMutation('Done', ({ id, answer }: { id: string; answer: 'accept' | 'decline' | 'cancel' }) => {
    const params = { path: { id } };
    switch (answer) {
      case 'accept':
        return api.POST('/api/v1/swaps/{id}/accept', { params, body: {} });
      case 'decline':
        return api.POST('/api/v1/swaps/{id}/decline', { params, body: {} });
      case 'cancel':
        return api.POST('/api/v1/swaps/{id}/cancel', { params, body: {} });
    }
  });
