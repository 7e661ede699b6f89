import type { Schemas } from '@/lib/api';

export type ChannelKind = Exclude<Schemas['ChannelKind'], 'CHANNEL_KIND_UNSPECIFIED'>;
export type EventKind = 'EVENT_KIND_PAGE' | 'EVENT_KIND_ACKNOWLEDGED' | 'EVENT_KIND_RESOLVED';
export type Parts = Readonly<Record<string, string>>;

/** How a kind of channel is called, and the parts of its messages (docs/templates.md). */
export interface KindOfChannel {
  readonly kind: ChannelKind;
  readonly label: string;
  readonly parts: readonly { readonly name: string; readonly label: string; readonly hint: string }[];
}

export const kinds: readonly KindOfChannel[] = [
  {
    kind: 'CHANNEL_KIND_SLACK',
    label: 'Slack',
    parts: [
      { name: 'text', label: 'Text', hint: 'The notification, and the message where there are no blocks' },
      { name: 'blocks', label: 'Blocks', hint: 'JSON array of blocks; may be empty' },
    ],
  },
  {
    kind: 'CHANNEL_KIND_EMAIL',
    label: 'E-mail',
    parts: [
      { name: 'subject', label: 'Subject', hint: 'One line' },
      { name: 'html', label: 'HTML', hint: 'The letter; may be empty' },
      { name: 'text', label: 'Plain text', hint: 'For readers without HTML' },
    ],
  },
  {
    kind: 'CHANNEL_KIND_SMS',
    label: 'SMS',
    parts: [
      { name: 'text', label: 'Text', hint: 'Cut to the segments that are allowed' },
      { name: 'reply', label: 'Last line', hint: 'Never cut: the code that answers' },
    ],
  },
  {
    kind: 'CHANNEL_KIND_DISCORD',
    label: 'Discord',
    parts: [
      { name: 'text', label: 'Content', hint: 'Shows in notifications' },
      { name: 'embeds', label: 'Embeds', hint: 'JSON array of embeds; may be empty' },
    ],
  },
  {
    kind: 'CHANNEL_KIND_SLACK_WEBHOOK',
    label: 'Slack webhook',
    parts: [
      { name: 'text', label: 'Text', hint: 'The notification, and the message where there are no blocks' },
      { name: 'blocks', label: 'Blocks', hint: 'JSON array of blocks; may be empty' },
    ],
  },
  {
    kind: 'CHANNEL_KIND_WEBHOOK',
    label: 'Webhook',
    parts: [{ name: 'body', label: 'Body', hint: 'A JSON object' }],
  },
];

export const events: readonly { readonly kind: EventKind; readonly label: string }[] = [
  { kind: 'EVENT_KIND_PAGE', label: 'Page' },
  { kind: 'EVENT_KIND_ACKNOWLEDGED', label: 'Acknowledged' },
  { kind: 'EVENT_KIND_RESOLVED', label: 'Resolved' },
];

export const labelOfKind = (kind: string | undefined): string =>
  kinds.find((it) => it.kind === kind)?.label ?? 'Channel';
export const labelOfEvent = (kind: string | undefined): string =>
  events.find((it) => it.kind === kind)?.label ?? 'Event';

/** One place in a set: there is at most one template for it. */
export interface Slot {
  readonly kind: ChannelKind;
  readonly event: EventKind;
  /** `de`, `pt-BR`; empty for every language that the set has none of. */
  readonly locale: string;
}

/** What was typed for a slot and is not saved yet. */
export interface Draft {
  readonly parts: Parts;
  readonly default: boolean;
}

/** Drafts by slot. */
export type Drafts = Readonly<Record<string, Draft>>;

export const keyOf = (slot: Slot): string => `${slot.kind}|${slot.event}|${slot.locale}`;

export function slotOf(key: string): Slot {
  const [kind, event, locale] = key.split('|');
  return { kind: kind as ChannelKind, event: event as EventKind, locale: locale ?? '' };
}

/** The template of a set that is in a slot. */
export function inSlot(set: readonly Schemas['Template'][], slot: Slot): Schemas['Template'] | undefined {
  return set.find(
    (it) => it.channelKind === slot.kind && it.eventKind === slot.event && (it.locale ?? '') === slot.locale,
  );
}

/** Whether a draft says anything else than what is there. Parts that are empty and those that are missing are one. */
export function differs(draft: Draft, base: Draft): boolean {
  const names = new Set([...Object.keys(draft.parts), ...Object.keys(base.parts)]);
  return (
    draft.default !== base.default ||
    [...names].some((it) => (draft.parts[it] ?? '') !== (base.parts[it] ?? ''))
  );
}

/** Snippets (`_place`) of some parts, in the order of their names. */
export const snippetsOf = (parts: Parts): string[] =>
  Object.keys(parts)
    .filter((it) => it.startsWith('_'))
    .sort();

/** A set: the templates of one name. */
export interface TemplateSet {
  readonly name: string;
  readonly templates: readonly Schemas['Template'][];
}

/** Templates by their name, in the order of names. */
export function setsOf(templates: readonly Schemas['Template'][]): TemplateSet[] {
  const sets = new Map<string, Schemas['Template'][]>();
  for (const template of templates) {
    const name = template.name ?? '';
    sets.set(name, [...(sets.get(name) ?? []), template]);
  }
  return [...sets]
    .map(([name, of]) => ({ name, templates: of }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
