import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import type { ChannelKind, EventKind, Parts } from '../slots';

/** What messages are rendered for. */
export interface Subject {
  readonly event: EventKind;
  readonly locale: string;
  /** A real alert; empty for the built-in sample. */
  readonly alertId: string;
}

/** Every kind of channel as the set (any template of it; empty for none) would be sent now. */
export const shownQuery = (subject: Subject, templateId: string) =>
  queryOptions({
    queryKey: ['template-preview', 'saved', subject, templateId],
    queryFn: async ({ signal }) => {
      const { data } = await api.POST('/api/v1/templates/preview', {
        body: {
          eventKind: subject.event,
          locale: subject.locale,
          alertId: subject.alertId,
          templateId,
        },
        signal,
      });
      return new Map((data?.messages ?? []).map((it) => [it.channelKind!, it] as const));
    },
  });

/** One kind of channel with the parts just typed. A newer question ends this one: the last one wins. */
export const typedQuery = (subject: Subject, kind: ChannelKind, parts: Parts | undefined) =>
  queryOptions({
    queryKey: ['template-preview', 'typed', subject, kind, parts],
    queryFn: async ({ signal }): Promise<Schemas['RenderedMessage']> => {
      const { data } = await api.POST('/api/v1/templates/preview', {
        body: {
          channelKind: kind,
          eventKind: subject.event,
          locale: subject.locale,
          alertId: subject.alertId,
          parts: parts!,
        },
        signal,
      });
      return data!.messages![0]!;
    },
    enabled: parts !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
    staleTime: 60_000,
  });
