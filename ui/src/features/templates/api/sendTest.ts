import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import type { ChannelKind, EventKind } from '../slots';

/** Somewhere that a test message can go. */
export interface Recipient {
  readonly id: string;
  readonly kind: ChannelKind;
  /** What it is called: `E-mail · ada@example.org`. */
  readonly label: string;
  readonly destination: Schemas['Destination'];
}

const ofContact: Record<string, ChannelKind> = {
  CONTACT_KIND_SLACK: 'CHANNEL_KIND_SLACK',
  CONTACT_KIND_EMAIL: 'CHANNEL_KIND_EMAIL',
  CONTACT_KIND_PHONE: 'CHANNEL_KIND_SMS',
};
const withOwnAddress = ['CHANNEL_KIND_DISCORD', 'CHANNEL_KIND_SLACK_WEBHOOK', 'CHANNEL_KIND_WEBHOOK'];

/** The reader's own addresses, and for those who may see channels, the channels that have one of their own. */
export const recipientsQuery = (userId: string, channelsToo: boolean) =>
  queryOptions({
    queryKey: ['template-recipients', userId, channelsToo],
    queryFn: async (): Promise<Recipient[]> => {
      const [mine, channels] = await Promise.all([
        api.GET('/api/v1/users/{user_id}/contact-methods', { params: { path: { user_id: userId } } }),
        channelsToo
          ? api.GET('/api/v1/channels', { params: { query: { pageSize: 500 } } })
          : Promise.resolve({ data: undefined }),
      ]);
      const own = (mine.data?.contactMethods ?? [])
        .filter((it) => it.enabled && ofContact[it.kind ?? ''])
        .map((it) => {
          const kind = ofContact[it.kind ?? '']!;
          return {
            id: it.id ?? '',
            kind,
            label: [it.label, it.address].filter(Boolean).join(' · '),
            destination: { kind, address: it.address ?? '', userId },
          };
        });
      const others = (channels.data?.channels ?? [])
        .filter((it) => !it.disabled && withOwnAddress.includes(it.kind ?? ''))
        .map((it) => ({
          id: it.id ?? '',
          kind: it.kind as ChannelKind,
          label: `${it.name} (everybody who reads it)`,
          destination: { kind: it.kind, channelId: it.id ?? '' },
        }));
      return [...own, ...others];
    },
  });

/** Sends what is saved, as a notification of its own that answers to no alert. */
export async function sendTest(test: {
  templateId: string;
  event: EventKind;
  locale: string;
  context: Record<string, unknown>;
  to: readonly Recipient[];
}): Promise<Schemas['Notification']> {
  const { data } = await api.POST('/api/v1/notifications', {
    body: {
      eventKind: test.event,
      templateId: test.templateId,
      renderContext: test.context,
      destinations: test.to.map((it) => ({ ...it.destination, locale: test.locale })),
    },
  });
  return data!;
}

const OVER = ['DELIVERY_STATE_SENT', 'DELIVERY_STATE_DEAD', 'DELIVERY_STATE_CANCELLED'];

/** What becomes of a test, asked for until every delivery is over. */
export const testQuery = (id: string) =>
  queryOptions({
    queryKey: ['template-test', id],
    queryFn: async () => (await api.GET('/api/v1/notifications/{id}', { params: { path: { id } } })).data!,
    enabled: id !== '',
    refetchInterval: (query) =>
      (query.state.data?.deliveries ?? []).every((it) => OVER.includes(it.state ?? '')) && query.state.data
        ? false
        : 1000,
  });
