import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { type Block, type Inline, parseMarkdown } from '@/lib/markdown';

/** A text in Markdown, drawn. Headings are no headings of the page: they stand within it. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cx('flex min-w-0 flex-col gap-2 [overflow-wrap:anywhere]', className)}>
      {parseMarkdown(text).map((it, i) => (
        <Drawn key={i} block={it} />
      ))}
    </div>
  );
}

function Drawn({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <p className={cx('font-semibold', block.level === 1 && 'text-base')}>{inline(block.parts)}</p>;
    case 'list': {
      const items = block.items.map((it, i) => <li key={i}>{inline(it)}</li>);
      if (!block.ordered) return <ul className="list-disc pl-5">{items}</ul>;
      const digits = String(block.start + items.length - 1).length;
      return (
        <ol
          start={block.start}
          className="list-decimal pl-5"
          style={digits > 2 ? { paddingLeft: `${digits + 2}ch` } : undefined}
        >
          {items}
        </ol>
      );
    }
    case 'code':
      return (
        <pre className="rounded-md bg-canvas px-2.5 py-1.5 font-mono text-xs whitespace-pre-wrap">
          {block.language && (
            <span className="float-right pl-2 font-sans text-faint select-none">{block.language}</span>
          )}
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="border-l-2 border-line-strong pl-3 whitespace-pre-wrap text-muted">
          {lines(block.lines)}
        </blockquote>
      );
    default:
      return <p className="whitespace-pre-wrap">{lines(block.lines)}</p>;
  }
}

const lines = (all: readonly (readonly Inline[])[]): ReactNode =>
  all.map((it, i) => (
    <span key={i}>
      {i > 0 && <br />}
      {inline(it)}
    </span>
  ));

const inline = (parts: readonly Inline[]): ReactNode =>
  parts.map((it, i) => {
    switch (it.kind) {
      case 'strong':
        return <strong key={i}>{inline(it.parts)}</strong>;
      case 'em':
        return <em key={i}>{inline(it.parts)}</em>;
      case 'code':
        return (
          <code key={i} className="rounded bg-canvas px-1 font-mono text-[0.9em]">
            {it.text}
          </code>
        );
      case 'link':
        return (
          <a
            key={i}
            href={it.href}
            target="_blank"
            rel="noreferrer noopener nofollow"
            className="text-accent underline"
          >
            {inline(it.parts)}
          </a>
        );
      default:
        return <span key={i}>{it.text}</span>;
    }
  });
