import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badges';
import type { Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';
import { useDebounced } from '@/lib/useDebounced';
import { type Subject, typedQuery } from './api/preview';
import { DiscordMessage } from './preview/DiscordMessage';
import { JsonBody } from './preview/JsonBody';
import { Letter } from './preview/Letter';
import { Phone } from './preview/Phone';
import { SlackMessage } from './preview/SlackMessage';
import { PAUSE_MS } from './SetEditor';
import { type ChannelKind, type Drafts, keyOf, kinds, type Parts, type Slot } from './slots';

function Drawn({ message }: { message: Schemas['RenderedMessage'] }) {
  const part = (name: string) => message.parts?.[name] ?? '';
  switch (message.channelKind) {
    case 'CHANNEL_KIND_SLACK':
    case 'CHANNEL_KIND_SLACK_WEBHOOK':
      return <SlackMessage text={part('text')} blocks={part('blocks')} />;
    case 'CHANNEL_KIND_DISCORD':
      return <DiscordMessage text={part('text')} embeds={part('embeds')} />;
    case 'CHANNEL_KIND_EMAIL':
      return <Letter subject={part('subject')} html={part('html')} text={part('text')} />;
    case 'CHANNEL_KIND_SMS':
      return <Phone text={part('text')} reply={part('reply')} size={message.textMessageSize} />;
    default:
      return <JsonBody body={part('body')} />;
  }
}

const sources: Record<string, string> = { built_in: 'built in', tenant: 'own', request: 'not saved' };

function Preview({
  kind,
  label,
  chosen,
  subject,
  saved,
  typed,
  onKind,
}: {
  kind: ChannelKind;
  label: string;
  chosen: boolean;
  subject: Subject;
  saved: Schemas['RenderedMessage'] | undefined;
  typed: Parts | undefined;
  onKind: (kind: ChannelKind) => void;
}) {
  const settled = useDebounced(typed, PAUSE_MS);
  const query = useQuery(typedQuery(subject, kind, settled));
  const message = (typed && settled && query.data) || saved;
  const problems = message?.problems ?? [];
  const broken = problems.some((it) => it.error);
  return (
    <section
      aria-label={`${label} preview`}
      className={cx('min-w-0 rounded-lg border bg-surface', chosen ? 'border-accent' : 'border-line')}
    >
      <header className="flex min-h-9 items-center gap-2 border-b border-line px-3">
        <button
          type="button"
          onClick={() => onKind(kind)}
          className="min-h-6 font-semibold hover:underline"
          title={`Edit what ${label} gets`}
        >
          {label}
        </button>
        <span className="text-xs text-faint">{sources[message?.source ?? ''] ?? ''}</span>
        <span className="ml-auto">
          {broken ? (
            <Badge tone="critical">would not be sent</Badge>
          ) : (
            problems.length > 0 && <Badge tone="minor">{problems.length} warnings</Badge>
          )}
        </span>
      </header>
      {message ? <Drawn message={message} /> : <div className="m-3 h-24 animate-pulse rounded bg-sunken" />}
      {problems.length > 0 && (
        <ul className="flex flex-col gap-0.5 border-t border-line px-3 py-2 text-xs">
          {problems.map((it, i) => (
            <li key={i} className={it.error ? 'text-critical' : 'text-minor'}>
              {it.part ? `${it.part}: ` : ''}
              {it.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Every channel side by side, the one that is edited first. */
export function Previews({
  slot,
  subject,
  shown,
  drafts,
  onKind,
}: {
  slot: Slot;
  subject: Subject;
  shown: ReadonlyMap<string, Schemas['RenderedMessage']> | undefined;
  drafts: Drafts;
  onKind: (kind: ChannelKind) => void;
}) {
  // Two columns that stay as they are while messages grow and shrink; the channel that is edited leads.
  const others = kinds.filter((it) => it.kind !== slot.kind);
  const chosen = kinds.filter((it) => it.kind === slot.kind);
  const columns = [[...chosen, ...others.slice(3)], others.slice(0, 3)];
  return (
    <section
      aria-label="Previews"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="grid items-start gap-3 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto xl:grid-cols-2"
    >
      {columns.map((column, i) => (
        <div key={i} className="flex min-w-0 flex-col gap-3">
          {column.map(({ kind, label }) => (
            <Preview
              key={kind}
              kind={kind}
              label={label}
              chosen={kind === slot.kind}
              subject={subject}
              saved={shown?.get(kind)}
              typed={drafts[keyOf({ ...slot, kind })]?.parts}
              onKind={onKind}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
