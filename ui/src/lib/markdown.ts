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
  | { readonly kind: 'list'; readonly ordered: false; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'list';
      readonly ordered: true;
      /** Number of the first item. */
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  /** Of a `language` when its first line names one. */
  | { readonly kind: 'code'; readonly language?: string; readonly text: string };

const FENCE = /^\s*(`{3,})(.*)$/;
/** What may stand behind an opening fence and is no code yet. */
const LANGUAGE = /^\s*([a-z][a-z0-9+#-]{0,15})\s*$/;
const HEADING = /^(#{1,4})\s+(\S.*)$/;
const BULLET = /^\s*[-*+]\s+(\S.*)$/;
const NUMBER = /^\s*(\d{1,9})[.)]\s+(\S.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;

/** Nothing but these leaves the page by a link. */
const SAFE = /^(https?:\/\/|mailto:)[^\s]+$/i;

/**
 * The Markdown that notes use: paragraphs, headings, lists, quotes, fenced code; bold, emphasis, code and links. No
 * HTML: it stays text. What is no Markdown stays as it was typed, so that old plain notes look as before. No word and
 * no number gets lost, whatever is marked wrongly.
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
      const { block, rest } = fenced(lines.slice(at));
      blocks.push(block);
      lines.splice(at, lines.length, ...rest);
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, parts: parseInline(heading[2]!) });
      at++;
    } else if (BULLET.test(line)) {
      blocks.push({ kind: 'list', ordered: false, items: take(BULLET).map(parseInline) });
    } else if (NUMBER.test(line)) {
      const { start, items, next } = numbered(lines, at);
      blocks.push({ kind: 'list', ordered: true, start, items: items.map(parseInline) });
      at = next;
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

/** The code that begins with the first of these lines, and what stands behind its end. */
function fenced(lines: readonly string[]): { block: Block; rest: readonly string[] } {
  const [, fence, opening] = FENCE.exec(lines[0]!)!;
  const language = LANGUAGE.exec(opening!)?.[1];
  const code = language || opening!.trim() === '' ? [] : [opening!.trimStart()];
  const close = new RegExp(`\`{${fence!.length},}`);
  const inner = [...code, ...lines.slice(1)];
  const end = inner.findIndex((it) => close.test(it));
  const last = end < 0 ? undefined : close.exec(inner[end]!)!;
  const before = last ? inner[end]!.slice(0, last.index).trimEnd() : '';
  const text = [...inner.slice(0, last ? end : inner.length), ...(before ? [before] : [])].join('\n');
  const after = last ? inner[end]!.slice(last.index + last[0].length) : '';
  const block: Block = text.trim()
    ? { kind: 'code', ...(language ? { language } : {}), text }
    : { kind: 'code', text: language ?? '' };
  return {
    block,
    rest: [...(after.trim() ? [after.trimStart()] : []), ...(last ? inner.slice(end + 1) : [])],
  };
}

/**
 * The numbered items from a line on, over blank lines between them. An item that is numbered neither on from the one
 * before nor the same begins another list, so that each shows the number that was typed.
 */
function numbered(lines: readonly string[], from: number): { start: number; items: string[]; next: number } {
  const items: string[] = [];
  let start = 0;
  let before = 0;
  let next = from;
  for (let at = from; at < lines.length; at++) {
    const match = NUMBER.exec(lines[at]!);
    if (!match) {
      if (lines[at]!.trim() === '') continue;
      break;
    }
    const number = Number(match[1]);
    if (items.length === 0) start = number;
    // All of one number is how some write a list; others count.
    else if (number !== start + items.length && number !== before) break;
    before = number;
    items.push(match[2]!);
    next = at + 1;
  }
  return { start, items, next };
}

const beginsBlock = (line: string): boolean =>
  line.trim() === '' || [FENCE, HEADING, BULLET, NUMBER, QUOTE].some((it) => it.test(line));

/** Each begins where it matches; the first in the text wins. Underscores and stars within words are none. */
const RULES: readonly [RegExp, (match: RegExpExecArray) => Inline | undefined][] = [
  [/```([^`\n]+)```/, ([, text]) => ({ kind: 'code', text: text! })],
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
