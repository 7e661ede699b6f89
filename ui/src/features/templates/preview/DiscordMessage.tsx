import { parseDiscord } from './discordMarkdown';
import { type Json, jsonList, textOf } from './json';
import { RichText } from './RichText';

const colourOf = (value: unknown): string =>
  typeof value === 'number' ? `#${value.toString(16).padStart(6, '0')}` : 'var(--c-line-strong)';

function Embed({ embed }: { embed: Json }) {
  const fields = Array.isArray(embed.fields) ? (embed.fields as Json[]) : [];
  const footer = (embed.footer as Json | undefined)?.text;
  return (
    <div
      className="flex flex-col gap-2 rounded border border-line border-l-4 bg-sunken p-3 break-words"
      style={{ borderLeftColor: colourOf(embed.color) }}
    >
      {textOf(embed.title) && (
        <p className="font-semibold text-accent" title={textOf(embed.url) || undefined}>
          <RichText nodes={parseDiscord(textOf(embed.title))} />
        </p>
      )}
      {textOf(embed.description) && (
        <p>
          <RichText nodes={parseDiscord(textOf(embed.description))} />
        </p>
      )}
      {fields.length > 0 && (
        <div className="grid grid-cols-6 gap-x-3 gap-y-2">
          {fields.map((field, i) => (
            <div key={i} className={field.inline ? 'col-span-3 min-w-0 xl:col-span-2' : 'col-span-6 min-w-0'}>
              <p className="text-xs font-semibold">
                <RichText nodes={parseDiscord(textOf(field.name))} />
              </p>
              <p className="break-words">
                <RichText nodes={parseDiscord(textOf(field.value))} />
              </p>
            </div>
          ))}
        </div>
      )}
      {textOf(footer) && <p className="text-xs text-muted">{textOf(footer)}</p>}
    </div>
  );
}

/** A message as Discord shows it: content, then embeds. */
export function DiscordMessage({ text, embeds }: { text: string; embeds: string }) {
  return (
    <div className="flex gap-2.5 p-3">
      <span
        aria-hidden
        className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent font-bold text-accent-ink"
      >
        T
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="-mb-1 flex items-center gap-1.5">
          <b>Tocsin</b>
          <span className="rounded bg-accent-bg px-1 text-xs text-accent">APP</span>
        </p>
        {text && (
          <p className="break-words">
            <RichText nodes={parseDiscord(text)} />
          </p>
        )}
        {jsonList(embeds).map((embed, i) => (
          <Embed key={i} embed={embed} />
        ))}
      </div>
    </div>
  );
}
