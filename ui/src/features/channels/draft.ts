import { type Draft, draftOf, mistakesIn, type Settings, settingsOf } from '@/lib/settings';
import type { Channel } from './api/channels';
import type { Kind } from './kinds';

/** A channel while it is edited. */
export interface ChannelDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  readonly address: string;
  /** Messages a second and at once; empty for the usual ones of the kind. */
  readonly rate: string;
  readonly burst: string;
  readonly settings: Draft;
}

export const storedSettings = (kind: Kind, channel: Channel | undefined): Settings | undefined =>
  channel?.[kind.settings] as Settings | undefined;

export function channelDraft(kind: Kind, channel: Channel | undefined): ChannelDraft {
  return {
    name: channel?.name ?? kind.name,
    enabled: !channel?.disabled,
    isDefault: channel?.default ?? false,
    address: channel?.defaultAddress ?? '',
    rate: channel?.rate ? String(channel.rate) : '',
    burst: channel?.burst ? String(channel.burst) : '',
    settings: draftOf(kind.fields, storedSettings(kind, channel)),
  };
}

/** The channel to send. */
export function channelOf(kind: Kind, draft: ChannelDraft): Partial<Channel> & { name: string } {
  return {
    name: draft.name.trim(),
    disabled: !draft.enabled,
    default: draft.isDefault,
    ...(kind.address ? { defaultAddress: draft.address.trim() } : {}),
    rate: Number(draft.rate) || 0,
    burst: Number(draft.burst) || 0,
    [kind.settings]: settingsOf(kind.fields, draft.settings),
  };
}

/** What the form knows to be wrong, by the name of the field. */
export function channelMistakes(
  kind: Kind,
  draft: ChannelDraft,
  channel: Channel | undefined,
): Readonly<Record<string, string>> {
  const found = { ...mistakesIn(kind.fields, draft.settings, storedSettings(kind, channel)) };
  if (draft.name.trim() === '') found.name = 'This is needed.';
  const { fromNumber, messagingServiceSid } = draft.settings;
  if (kind.settings === 'sms' && Boolean(fromNumber) === Boolean(messagingServiceSid)) {
    found.fromNumber = 'Give a number or a messaging service, one of them.';
  }
  return found;
}
