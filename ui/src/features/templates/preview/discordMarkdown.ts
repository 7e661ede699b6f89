import { type Inline, parse, type Rule } from './inline';

const rules: readonly Rule[] = [
  { pattern: /^\\([^\p{L}\p{N}\s])/u, read: (it) => it[1]! },
  { pattern: /^```(?:\w+\n)?([\s\S]+?)```/, read: (it) => ({ mark: 'block', text: it[1]! }) },
  { pattern: /^`([^`\n]+)`/, read: (it) => ({ mark: 'code', text: it[1]! }) },
  { pattern: /^\*\*([^\n]+?)\*\*/, read: (it, inner) => ({ mark: 'bold', of: inner(it[1]!) }) },
  { pattern: /^__([^\n]+?)__/, read: (it, inner) => ({ mark: 'underline', of: inner(it[1]!) }) },
  { pattern: /^~~([^\n]+?)~~/, read: (it, inner) => ({ mark: 'strike', of: inner(it[1]!) }) },
  {
    pattern: /^\*([^*\s](?:[^*\n]*[^*\s])?)\*/,
    read: (it, inner) => ({ mark: 'italic', of: inner(it[1]!) }),
  },
  {
    pattern: /^_([^_\s](?:[^_\n]*[^_\s])?)_(?![\p{L}\p{N}])/u,
    read: (it, inner) => ({ mark: 'italic', of: inner(it[1]!) }),
  },
  {
    pattern: /^\[([^\]\n]+)\]\(<?(https?:\/\/[^)\s>]+)>?\)/,
    read: (it, inner) => ({ mark: 'link', href: it[2]!, of: inner(it[1]!) }),
  },
  { pattern: /^<(https?:\/\/[^>\s]+)>/, read: (it) => ({ mark: 'link', href: it[1]!, of: [it[1]!] }) },
  { pattern: /^https?:\/\/[^\s<>]+/, read: (it) => ({ mark: 'link', href: it[0], of: [it[0]] }) },
  {
    pattern: /^<t:(\d+)(?::([a-zA-Z]))?>/,
    read: (it) => ({ mark: 'time', seconds: Number(it[1]), relative: it[2] === 'R' }),
  },
  { pattern: /^<([@#][!&]?\d+)>/, read: (it) => ({ mark: 'mention', of: [it[1]!] }) },
];

/** Discord's Markdown, as far as messages use it. */
export const parseDiscord = (text: string): Inline[] => parse(text, rules, (it) => it);
