import { describe, expect, it } from 'vitest';
import { changesTurns, type DraftLayer, draftOf, incomplete, newLayer, newSlot, toSend } from './draft';

const draft = (people: string[], more: Partial<DraftLayer> = {}) => ({
  name: ' Primary ',
  timeZone: 'Europe/Vienna',
  layers: [{ ...newLayer('2026-11-16'), slots: people.map((it) => newSlot([it])), ...more }],
});

describe('a draft', () => {
  it('is not previewed before somebody takes turns', () => {
    expect(incomplete(draft([]))).toContain('Add somebody');
    expect(incomplete(draft([], { slots: [newSlot([])] }))).toContain('Add somebody');
    expect(incomplete(draft(['a']))).toBeUndefined();
    expect(incomplete({ ...draft(['a']), timeZone: '' })).toContain('time zone');
    expect(incomplete({ name: '', timeZone: 'UTC', layers: [] })).toBeUndefined();
    expect(incomplete(draft([], { feedId: 'f' }))).toBeUndefined();
    expect(incomplete(draft(['a'], { restrictions: [{ start: '09:00', end: '' }] }))).toContain('hours');
  });

  it('names a weekday only where weeks are counted', () => {
    const weekly = toSend(draft(['a']));
    expect(weekly.name).toBe('Primary');
    expect(weekly.layers?.[0]?.rotation?.handoffDay).toBe('WEEKDAY_MONDAY');
    const [layer] = draft(['a']).layers;
    const daily = toSend(draft(['a'], { rotation: { ...layer!.rotation!, unit: 'ROTATION_UNIT_DAY' } }));
    expect(daily.layers?.[0]?.rotation?.handoffDay).toBe('WEEKDAY_UNSPECIFIED');
  });

  it('sends people in turn in the short form, and slots where they say more', () => {
    expect(toSend(draft(['a', 'b'])).layers?.[0]).toMatchObject({ participants: ['a', 'b'] });
    expect(toSend(draft(['a', 'b'])).layers?.[0]?.slots).toBeUndefined();
    const together = [newSlot(['a', 'b']), newSlot([]), { ...newSlot(['c']), length: 2 }];
    const sent = toSend(draft([], { slots: together })).layers?.[0];
    expect(sent?.participants).toBeUndefined();
    expect(sent?.slots).toEqual([{ userIds: ['a', 'b'] }, { userIds: [] }, { userIds: ['c'], length: 2 }]);
  });

  it('sends no rotation and nobody for a layer of an imported calendar', () => {
    const sent = toSend(draft(['a'], { feedId: 'f' })).layers?.[0];
    expect(sent).toMatchObject({ feedId: 'f' });
    expect([sent?.rotation, sent?.participants, sent?.slots]).toEqual([undefined, undefined, undefined]);
  });

  it('comes back as it was sent', () => {
    const all = toSend(
      draft([], {
        id: 'layer',
        duty: 'DUTY_PRIMARY',
        secondaryOffset: 1,
        slots: [newSlot(['a', 'b']), newSlot([])],
        restrictions: [{ weekdays: ['WEEKDAY_MONDAY'], start: '09:00', end: '17:00' }],
      }),
    );
    expect(toSend(draftOf(all))).toEqual(all);
  });

  it('keeps to what belongs to a layer', () => {
    expect(toSend(draft(['a'], { duty: 'DUTY_SHADOW', secondaryOffset: 1 })).layers?.[0]).not.toHaveProperty(
      'secondaryOffset',
    );
    const feed = toSend(draft(['a'], { feedId: 'f' })).layers?.[0];
    expect(feed).not.toHaveProperty('rotation');
    expect(feed).not.toHaveProperty('participants');
    const first = { ...newLayer('2026-11-16').rotation!, firstSlot: 5 };
    expect(toSend(draft(['a', 'b'], { rotation: first })).layers?.[0]?.rotation?.firstSlot).toBe(1);
  });

  it('knows whether it changes who is on call', () => {
    const stored = toSend(draft(['a']));
    expect(changesTurns(stored, { ...draftOf(stored), name: 'Other', description: 'words' })).toBe(false);
    expect(changesTurns(stored, { ...draftOf(stored), timeZone: 'UTC' })).toBe(true);
    const [layer] = draftOf(stored).layers;
    expect(
      changesTurns(stored, { ...draftOf(stored), layers: [{ ...layer!, slots: [newSlot(['b'])] }] }),
    ).toBe(true);
  });
});
