import { describe, expect, it } from 'vitest';
import { type Edit, edited, linked, prefixed, surround } from './markdownEdit';

const selected = (text: string, edit: Edit) => edited(text, edit).slice(edit.selectFrom, edit.selectTo);

describe('editing Markdown', () => {
  it('marks what is selected, and takes the marks off again', () => {
    const text = 'the disk is full';
    const edit = surround(text, 4, 8, '**', 'bold');
    const bold = edited(text, edit);
    expect(bold).toBe('the **disk** is full');
    expect(selected(text, edit)).toBe('disk');
    expect(edited(bold, surround(bold, edit.selectFrom, edit.selectTo, '**', 'bold'))).toBe(text);
  });

  it('puts a sample where nothing is selected, to be typed over', () => {
    const edit = surround('', 0, 0, '`', 'code');
    expect([edited('', edit), selected('', edit)]).toEqual(['`code`', 'code']);
  });

  it('makes a link, with its address to be typed', () => {
    const edit = linked('see wiki', 4, 8);
    expect([edited('see wiki', edit), selected('see wiki', edit)]).toEqual([
      'see [wiki](https://)',
      'https://',
    ]);
  });

  it('makes whole lines a list, and undoes it', () => {
    const text = 'a\nb\nc';
    const list = edited(text, prefixed(text, 2, 5, '- '));
    expect(list).toBe('a\n- b\n- c');
    expect(edited(list, prefixed(list, 3, 8, '- '))).toBe(text);
    expect(edited('', prefixed('', 0, 0, '- '))).toBe('- ');
  });
});
