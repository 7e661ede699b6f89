import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import type { Draft, EventKind, Slot } from '../slots';

/** What templates may use: the built-in sample of an event, or that of a real alert. */
export const sampleQuery = (eventKind: EventKind, alertId: string) =>
  queryOptions({
    queryKey: ['template-sample', eventKind, alertId],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/templates/sample', {
        params: { query: { eventKind, alertId } },
      });
      return (data?.renderContext ?? {}) as Record<string, unknown>;
    },
    staleTime: 300_000,
  });

/** The alerts that a preview can be of. */
export const recentAlertsQuery = queryOptions({
  queryKey: ['alerts', 'recent', 30],
  queryFn: async () =>
    (await api.GET('/api/v1/alerts', { params: { query: { pageSize: 30 } } })).data?.alerts ?? [],
});

export async function createTemplate(name: string, slot: Slot, draft: Draft): Promise<Schemas['Template']> {
  const { data } = await api.POST('/api/v1/templates', {
    body: {
      name,
      channelKind: slot.kind,
      eventKind: slot.event,
      locale: slot.locale,
      parts: draft.parts,
      default: draft.default,
    },
  });
  return data!;
}

/** Changes what is named; `mask` in the field names of the API. */
export async function updateTemplate(
  id: string,
  template: Schemas['Template'],
  mask: string,
): Promise<Schemas['Template']> {
  const { data } = await api.PATCH('/api/v1/templates/{template.id}', {
    params: { path: { 'template.id': id }, query: { updateMask: mask } },
    body: template,
  });
  return data!;
}

export async function deleteTemplate(id: string): Promise<void> {
  await api.DELETE('/api/v1/templates/{id}', { params: { path: { id } } });
}
