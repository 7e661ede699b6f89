import { api, type Schemas } from '@/lib/api';

/** The API takes at most this many at once. */
const BATCH = 500;

export type BatchedChange = Schemas['BatchedChange'];

async function inBatches(
  ids: readonly string[],
  call: (ids: string[]) => Promise<Schemas['BatchChangeAlertsResponse'] | undefined>,
): Promise<BatchedChange[]> {
  const changes: BatchedChange[] = [];
  for (let i = 0; i < ids.length; i += BATCH) {
    const answer = await call(ids.slice(i, i + BATCH));
    changes.push(...(answer?.changes ?? []));
  }
  return changes;
}

export const acknowledgeAlerts = (ids: readonly string[]) =>
  inBatches(
    ids,
    async (some) => (await api.POST('/api/v1/alerts/acknowledge', { body: { ids: some } })).data,
  );

export const resolveAlerts = (ids: readonly string[]) =>
  inBatches(ids, async (some) => (await api.POST('/api/v1/alerts/resolve', { body: { ids: some } })).data);

/** For how long, or until when. */
export type SnoozeLength = { duration: string } | { endTime: string };

export const snoozeAlerts = (ids: readonly string[], length: SnoozeLength) =>
  inBatches(
    ids,
    async (some) => (await api.POST('/api/v1/alerts/snooze', { body: { ids: some, ...length } })).data,
  );
