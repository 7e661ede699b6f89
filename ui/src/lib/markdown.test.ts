import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseInline, parseMarkdown } from './markdown';

const plain = (parts: readonly Inline[]): string =>
  parts.map((it) => ('parts' in it ? plain(it.parts) : it.text)).join('');
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
    expect(code.text).toBe('select *\n  from a_b_c');
  });

  it('takes an open fence to the end', () => {
    expect(parseMarkdown('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
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
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ,.]{1,60}$/), (text) => {
        expect(plain(parseInline(text))).toBe(text);
      }),
    );
  });
});
