import { describe, expect, it } from 'vitest';
import { differs, inSlot, keyOf, setsOf, slotOf, snippetsOf } from './slots';

const slot = { kind: 'CHANNEL_KIND_SMS', event: 'EVENT_KIND_PAGE', locale: 'pt-BR' } as const;

describe('slots of a template set', () => {
  it('come back from their keys', () => {
    expect(slotOf(keyOf(slot))).toEqual(slot);
    expect(slotOf(keyOf({ ...slot, locale: '' })).locale).toBe('');
  });

  it('hold the template of their kind, event and language', () => {
    const of = { name: 'Ops', channelKind: slot.kind, eventKind: slot.event };
    const set = [
      { ...of, id: 'a' },
      { ...of, id: 'b', locale: 'pt-BR' },
    ];
    expect(inSlot(set, slot)?.id).toBe('b');
    expect(inSlot(set, { ...slot, locale: '' })?.id).toBe('a');
    expect(inSlot(set, { ...slot, locale: 'de' })).toBeUndefined();
  });

  it('are unsaved only when something else is said', () => {
    const base = { parts: { text: 'a' }, default: false };
    expect(differs({ parts: { text: 'a', reply: '' }, default: false }, base)).toBe(false);
    expect(differs({ parts: { text: 'b' }, default: false }, base)).toBe(true);
    expect(differs({ parts: { text: 'a' }, default: true }, base)).toBe(true);
  });

  it('know their snippets', () => {
    expect(snippetsOf({ text: '', _where: '', _a: '' })).toEqual(['_a', '_where']);
  });

  it('are grouped by the name of their set', () => {
    expect(
      setsOf(['b', 'a', 'b'].map((name) => ({ name, channelKind: slot.kind, eventKind: slot.event }))).map(
        (it) => [it.name, it.templates.length],
      ),
    ).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});
