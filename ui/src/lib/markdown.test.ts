import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseInline, parseMarkdown } from './markdown';

const plain = (parts: readonly Inline[]): string =>
  parts.map((it) => ('parts' in it ? plain(it.parts) : it.text)).join('');
/** All that a reader sees of it. */
const shown = (source: string): string =>
  parseMarkdown(source)
    .map((it) => {
      switch (it.kind) {
        case 'code':
          return (it.language ?? '') + it.text;
        case 'list':
          return it.items.map(plain).join('');
        case 'heading':
          return plain(it.parts);
        default:
          return it.lines.map(plain).join('');
      }
    })
    .join('');
const kinds = (source: string) => parseMarkdown(source).map((it) => it.kind);
const hrefs = (parts: readonly Inline[]): string[] =>
  parts.flatMap((it) => (it.kind === 'link' ? [it.href] : 'parts' in it ? hrefs(it.parts) : []));

describe('Markdown', () => {
  it('knows paragraphs, headings, lists, quotes and code', () => {
    expect(kinds('# Title\nline\nsecond\n\n- a\n- b\n1. c\n> said\n```\ncode\n```')).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'code',
    ]);
  });

  it('keeps the breaks of a paragraph, and code as it is', () => {
    const [paragraph, code] = parseMarkdown('one\ntwo\n\n```sql\nselect *\n  from a_b_c\n```') as [
      Extract<Block, { kind: 'paragraph' | 'quote' }>,
      Extract<Block, { kind: 'code' }>,
    ];
    expect(paragraph.lines.map(plain)).toEqual(['one', 'two']);
    expect(code).toEqual({ kind: 'code', language: 'sql', text: 'select *\n  from a_b_c' });
  });

  it('takes an open fence to the end', () => {
    expect(parseMarkdown('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
  });

  it('keeps what stands on the lines of the fences themselves', () => {
    const code = (source: string) => parseMarkdown(source)[0];
    expect(parseMarkdown('```kubectl delete pod x```\nthen wait')).toEqual([
      { kind: 'code', text: 'kubectl delete pod x' },
      { kind: 'paragraph', lines: [[{ kind: 'text', text: 'then wait' }]] },
    ]);
    expect(code('```ERROR foo\nbar\n```')).toEqual({ kind: 'code', text: 'ERROR foo\nbar' });
    expect(code('```\nfoo\nbar```')).toEqual({ kind: 'code', text: 'foo\nbar' });
    expect(code('```uptime```')).toEqual({ kind: 'code', text: 'uptime' });
    expect(code('```uptime\n```')).toEqual({ kind: 'code', text: 'uptime' });
    expect(code('````\n```\n````')).toEqual({ kind: 'code', text: '```' });
    expect(parseMarkdown('```a\nb``` and c')).toEqual([
      { kind: 'code', language: 'a', text: 'b' },
      { kind: 'paragraph', lines: [[{ kind: 'text', text: 'and c' }]] },
    ]);
    expect(parseInline('run ```ls -l``` there')[1]).toEqual({ kind: 'code', text: 'ls -l' });
  });

  it('numbers items as they were typed, over blank lines', () => {
    const numbers = (source: string) =>
      parseMarkdown(source).map((it) =>
        it.kind === 'list' && it.ordered ? it.items.map((_, i) => it.start + i) : it.kind,
      );
    expect(numbers('1. a\n\n2. b')).toEqual([[1, 2]]);
    expect(numbers('3. restart')).toEqual([[3]]);
    expect(numbers('1. a\n3. b\n4) c')).toEqual([[1], [3, 4]]);
    expect(numbers('1. a\n1. b\n1. c')).toEqual([[1, 2, 3]]);
    expect(numbers('1. a\nwords\n2. b')).toEqual([[1], 'paragraph', [2]]);
    expect(numbers('1. a\n2. b\n\n1. c')).toEqual([[1, 2], [1]]);
  });

  it('marks words, and leaves names with underscores and stars alone', () => {
    expect(parseInline('a **b** *c* _d_ `e`').map((it) => it.kind)).toEqual([
      'text',
      'strong',
      'text',
      'em',
      'text',
      'em',
      'text',
      'code',
    ]);
    const name = 'node_filesystem_avail 2 * 3 * 4';
    expect(parseInline(name)).toEqual([{ kind: 'text', text: name }]);
  });

  it('marks nothing within code', () => {
    expect(parseInline('`**a**`')).toEqual([{ kind: 'code', text: '**a**' }]);
  });

  it('links the web and mail, and nothing else', () => {
    expect(hrefs(parseInline('[wiki](https://wiki.example/a_b) https://x.example/y.'))).toEqual([
      'https://wiki.example/a_b',
      'https://x.example/y',
    ]);
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/me', '//evil.example', 'vbscript:x']) {
      expect(hrefs(parseInline(`[x](${bad})`))).toEqual([]);
    }
  });

  it('leaves HTML the text that it is', () => {
    const text = '<img src=x onerror=alert(1)>';
    expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', lines: [[{ kind: 'text', text }]] }]);
  });

  it('loses no word of a plain text and ends for any', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        for (const block of parseMarkdown(text)) expect(block.kind).toBeTruthy();
      }),
    );
    // Words on any lines, fenced in any way: each is shown, in its place.
    const piece = fc.oneof(
      fc.constantFrom('```', '````', '\n', '\n', ' ', '> ', '- '),
      fc.stringMatching(/^[a-z]{1,6}$/),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        expect(shown(text).match(/[a-z]/g)).toEqual(text.match(/[a-z]/g));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ,.]{1,60}$/), (text) => {
        expect(plain(parseInline(text))).toBe(text);
      }),
    );
  });
});
