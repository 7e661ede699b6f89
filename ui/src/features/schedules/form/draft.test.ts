import { describe, expect, it } from 'vitest';
import { incomplete, newLayer, toSend } from './draft';

const draft = (participants: string[]) => ({
  name: ' Primary ',
  timeZone: 'Europe/Vienna',
  layers: [{ ...newLayer('2026-11-16'), participants }],
});

describe('a draft', () => {
  it('is not previewed before somebody takes turns', () => {
    expect(incomplete(draft([]))).toContain('Add somebody');
    expect(incomplete(draft(['a']))).toBeUndefined();
    expect(incomplete({ ...draft(['a']), timeZone: '' })).toContain('time zone');
    expect(incomplete({ name: '', timeZone: 'UTC', layers: [] })).toBeUndefined();
  });

  it('names a weekday only where weeks are counted', () => {
    const weekly = toSend(draft(['a']));
    expect(weekly.name).toBe('Primary');
    expect(weekly.layers?.[0]?.rotation?.handoffDay).toBe('WEEKDAY_MONDAY');
    const layer = weekly.layers![0]!;
    const daily = toSend({
      ...weekly,
      layers: [{ ...layer, rotation: { ...layer.rotation!, unit: 'ROTATION_UNIT_DAY' } }],
    });
    expect(daily.layers?.[0]?.rotation?.handoffDay).toBe('WEEKDAY_UNSPECIFIED');
  });
});
