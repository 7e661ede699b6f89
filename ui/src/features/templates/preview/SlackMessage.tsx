import { cx } from '@/lib/cx';
import { type Json, jsonList, textOf } from './json';
import { parseMrkdwn } from './mrkdwn';
import { RichText } from './RichText';

/** A text object: `mrkdwn` is marked, `plain_text` is not. */
function SlackText({ text }: { text: Json | undefined }) {
  if (!text) return null;
  const value = textOf(text.text);
  return text.type === 'mrkdwn' ? (
    <RichText nodes={parseMrkdwn(value)} />
  ) : (
    <span className="whitespace-pre-wrap">{value}</span>
  );
}

function SlackButton({ element }: { element: Json }) {
  const look =
    element.style === 'primary'
      ? 'border-ok bg-ok-bg text-ok'
      : element.style === 'danger'
        ? 'border-critical bg-critical-bg text-critical'
        : 'border-line-strong bg-surface text-ink';
  return (
    <span
      title={textOf(element.url) || undefined}
      className={cx('inline-flex h-7 items-center rounded border px-2.5 text-sm font-semibold', look)}
    >
      <SlackText text={element.text as Json} />
    </span>
  );
}

function Block({ block }: { block: Json }) {
  const list = (name: string) => (Array.isArray(block[name]) ? (block[name] as Json[]) : []);
  switch (block.type) {
    case 'header':
      return (
        <p className="text-[1.05rem] leading-snug font-bold break-words">
          <SlackText text={block.text as Json} />
        </p>
      );
    case 'section':
      return (
        <div className="flex flex-col gap-1.5 break-words">
          {block.text ? (
            <p>
              <SlackText text={block.text as Json} />
            </p>
          ) : null}
          {list('fields').length > 0 && (
            <div className="grid grid-cols-2 gap-x-4 gap-y-2">
              {list('fields').map((field, i) => (
                <p key={i} className="min-w-0 break-words">
                  <SlackText text={field} />
                </p>
              ))}
            </div>
          )}
          {block.accessory && (block.accessory as Json).type === 'button' ? (
            <div>
              <SlackButton element={block.accessory as Json} />
            </div>
          ) : null}
        </div>
      );
    case 'context':
      return (
        <p className="flex flex-wrap gap-x-2 text-xs break-words text-muted">
          {list('elements').map((element, i) => (
            <span key={i} className="min-w-0">
              {element.type === 'image' ? textOf(element.alt_text) : <SlackText text={element} />}
            </span>
          ))}
        </p>
      );
    case 'actions':
      return (
        <div className="flex flex-wrap gap-1.5">
          {list('elements').map((element, i) => (
            <SlackButton key={i} element={element} />
          ))}
        </div>
      );
    case 'divider':
      return <hr className="border-line" />;
    case 'image':
      return (
        <p className="rounded border border-line p-2 text-xs text-muted">Image: {textOf(block.alt_text)}</p>
      );
    default:
      return <p className="text-xs text-muted">Block of type {textOf(block.type)}, not drawn here</p>;
  }
}

/** A message as Slack shows it: blocks, or the text where there are none. */
export function SlackMessage({ text, blocks }: { text: string; blocks: string }) {
  const drawn = jsonList(blocks);
  return (
    <div className="flex gap-2.5 p-3">
      <span
        aria-hidden
        className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent font-bold text-accent-ink"
      >
        T
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="-mb-1 flex items-center gap-1.5">
          <b>Tocsin</b>
          <span className="rounded bg-sunken px-1 text-xs text-muted">APP</span>
        </p>
        {drawn.length > 0 ? (
          drawn.map((block, i) => <Block key={i} block={block} />)
        ) : (
          <p className="break-words">
            <RichText nodes={parseMrkdwn(text)} />
          </p>
        )}
        {drawn.length > 0 && (
          <p className="border-t border-line pt-1.5 text-xs break-words text-faint">
            Notification: <RichText nodes={parseMrkdwn(text)} />
          </p>
        )}
      </div>
    </div>
  );
}
