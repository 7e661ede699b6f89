/** A piece of a line of Markdown. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly parts: readonly Inline[] };

/** A block of Markdown. Lines hold their inline pieces; a line break is kept, as people mean it. */
export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

const FENCE = /^\s*```/;
const HEADING = /^(#{1,4})\s+(\S.*)$/;
const BULLET = /^\s*[-*+]\s+(\S.*)$/;
const NUMBER = /^\s*\d{1,9}[.)]\s+(\S.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;

/** Nothing but these leaves the page by a link. */
const SAFE = /^(https?:\/\/|mailto:)[^\s]+$/i;

/**
 * The Markdown that notes use: paragraphs, headings, lists, quotes, fenced code; bold, emphasis, code and links. No
 * HTML: it stays text. What is no Markdown stays as it was typed, so that old plain notes look as before.
 */
export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (pattern: RegExp): string[] => {
    const found: string[] = [];
    while (at < lines.length) {
      const match = pattern.exec(lines[at]!);
      if (!match) break;
      found.push(match[1] ?? '');
      at++;
    }
    return found;
  };
  while (at < lines.length) {
    const line = lines[at]!;
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at++;
    } else if (FENCE.test(line)) {
      const end = lines.findIndex((it, i) => i > at && FENCE.test(it));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, parts: parseInline(heading[2]!) });
      at++;
    } else if (BULLET.test(line)) {
      blocks.push({ kind: 'list', ordered: false, items: take(BULLET).map(parseInline) });
    } else if (NUMBER.test(line)) {
      blocks.push({ kind: 'list', ordered: true, items: take(NUMBER).map(parseInline) });
    } else if (QUOTE.test(line)) {
      blocks.push({ kind: 'quote', lines: take(QUOTE).map(parseInline) });
    } else {
      const begin = at++;
      while (at < lines.length && !beginsBlock(lines[at]!)) at++;
      blocks.push({ kind: 'paragraph', lines: lines.slice(begin, at).map(parseInline) });
    }
  }
  return blocks;
}

const beginsBlock = (line: string): boolean =>
  line.trim() === '' || [FENCE, HEADING, BULLET, NUMBER, QUOTE].some((it) => it.test(line));

/** Each begins where it matches; the first in the text wins. Underscores and stars within words are none. */
const RULES: readonly [RegExp, (match: RegExpExecArray) => Inline | undefined][] = [
  [/`([^`\n]+)`/, ([, text]) => ({ kind: 'code', text: text! })],
  [/\[([^[\]\n]+)\]\(([^\s()]+)\)/, ([, text, href]) => link(href!, parseInline(text!))],
  [/\*\*(\S(?:[^*\n]*\S)?)\*\*/, ([, text]) => ({ kind: 'strong', parts: parseInline(text!) })],
  [
    /(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])/,
    ([, text]) => ({ kind: 'em', parts: parseInline(text!) }),
  ],
  [
    /(?<![\w_])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])/,
    ([, text]) => ({ kind: 'em', parts: parseInline(text!) }),
  ],
  [/https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/, ([href]) => link(href, [{ kind: 'text', text: href }])],
];

const link = (href: string, parts: readonly Inline[]): Inline | undefined =>
  SAFE.test(href) ? { kind: 'link', href, parts } : undefined;

export function parseInline(text: string): readonly Inline[] {
  let first: { readonly index: number; readonly length: number; readonly node: Inline } | undefined;
  for (const [pattern, make] of RULES) {
    const match = pattern.exec(text);
    if (!match || (first && match.index >= first.index)) continue;
    const node = make(match);
    if (node) first = { index: match.index, length: match[0].length, node };
  }
  if (!first) return text ? [{ kind: 'text', text }] : [];
  const before = text.slice(0, first.index);
  return [
    ...(before ? [{ kind: 'text' as const, text: before }] : []),
    first.node,
    ...parseInline(text.slice(first.index + first.length)),
  ];
}
