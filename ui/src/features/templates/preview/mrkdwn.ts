import { type Inline, parse, type Rule } from './inline';

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const rules: readonly Rule[] = [
  { pattern: /^```([\s\S]+?)```/, read: (it) => ({ mark: 'block', text: unescaped(it[1]!) }) },
  { pattern: /^`([^`\n]+)`/, read: (it) => ({ mark: 'code', text: unescaped(it[1]!) }) },
  {
    pattern: /^\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])/u,
    read: (it, inner) => ({ mark: 'bold', of: inner(it[1]!) }),
  },
  {
    pattern: /^_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])/u,
    read: (it, inner) => ({ mark: 'italic', of: inner(it[1]!) }),
  },
  {
    pattern: /^~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])/u,
    read: (it, inner) => ({ mark: 'strike', of: inner(it[1]!) }),
  },
  {
    pattern: /^<!date\^(\d+)\^[^|>]*(?:\|[^>]*)?>/,
    read: (it) => ({ mark: 'time', seconds: Number(it[1]), relative: false }),
  },
  {
    pattern: /^<([@#!][^|>]+)(?:\|([^>]*))?>/,
    read: (it) => ({ mark: 'mention', of: [it[2] ?? it[1]!.replace(/^!/, '@')] }),
  },
  {
    pattern: /^<((?:https?|mailto):[^|>\s]+)(?:\|([^>]*))?>/,
    read: (it, inner) => ({
      mark: 'link',
      href: unescaped(it[1]!),
      of: it[2] ? inner(it[2]) : [unescaped(it[1]!)],
    }),
  },
];

/** Slack's mrkdwn (docs.slack.dev, "Formatting text for app surfaces"). */
export const parseMrkdwn = (text: string): Inline[] => parse(text, rules, unescaped);
