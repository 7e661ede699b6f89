import { describe, expect, it } from 'vitest';
import { parseDiscord } from './discordMarkdown';
import { parseMrkdwn } from './mrkdwn';

describe("Slack's mrkdwn", () => {
  it('marks bold, italic, strike and code', () => {
    expect(parseMrkdwn('*a* _b_ ~c~ `d`')).toEqual([
      { mark: 'bold', of: ['a'] },
      ' ',
      { mark: 'italic', of: ['b'] },
      ' ',
      { mark: 'strike', of: ['c'] },
      ' ',
      { mark: 'code', text: 'd' },
    ]);
  });

  it('leaves names with underscores and sums alone', () => {
    expect(parseMrkdwn('node_filesystem_avail 2 * 3 * 4')).toEqual(['node_filesystem_avail 2 * 3 * 4']);
  });

  it('makes links of http(s) only, with their words', () => {
    expect(parseMrkdwn('<https://a.example/?x=1&amp;y=2|the *graph*>')).toEqual([
      { mark: 'link', href: 'https://a.example/?x=1&y=2', of: ['the ', { mark: 'bold', of: ['graph'] }] },
    ]);
    expect(parseMrkdwn('<javascript:alert(1)|x>')).toEqual(['<javascript:alert(1)|x>']);
  });

  it('shows times and mentions', () => {
    expect(parseMrkdwn('<!date^1795272678^{date_short_pretty}|2026> <!here> <@U1>')).toEqual([
      { mark: 'time', seconds: 1795272678, relative: false },
      ' ',
      { mark: 'mention', of: ['@here'] },
      ' ',
      { mark: 'mention', of: ['@U1'] },
    ]);
  });

  it('unescapes what was escaped, once', () => {
    expect(parseMrkdwn('a &lt;b&gt; &amp;amp;')).toEqual(['a <b> &amp;']);
  });
});

describe("Discord's Markdown", () => {
  it('marks bold, underline, italic and escapes', () => {
    expect(parseDiscord('**a** __b__ *c* \\*d\\*')).toEqual([
      { mark: 'bold', of: ['a'] },
      ' ',
      { mark: 'underline', of: ['b'] },
      ' ',
      { mark: 'italic', of: ['c'] },
      ' ',
      '*',
      'd',
      '*',
    ]);
  });

  it('makes links and relative times', () => {
    expect(parseDiscord('[Answer](https://t.example/r) <t:12:R>')).toEqual([
      { mark: 'link', href: 'https://t.example/r', of: ['Answer'] },
      ' ',
      { mark: 'time', seconds: 12, relative: true },
    ]);
    expect(parseDiscord('[x](javascript:alert(1))')).toEqual(['[x](javascript:alert(1))']);
  });
});
