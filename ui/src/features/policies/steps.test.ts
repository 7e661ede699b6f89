import { describe, expect, it } from 'vitest';
import { targetKey } from '@/lib/targets';
import { bare, isUsable, keyed, kindOf, offsetOf } from './steps';

const ada = { userId: 'a' };
const step = (wait: string, ...targets: object[]) => ({ wait, targets });

describe('steps of a policy', () => {
  it('fire after all waits before them and their own', () => {
    const steps = [step('0s', ada), step('300s', ada), step('90s', ada)];
    expect(steps.map((_, i) => offsetOf(steps, i))).toEqual([0, 300, 390]);
  });

  it('keep a key each while they are edited, which is not saved', () => {
    const steps = keyed([step('0s', ada), step('0s', ada)]);
    expect(new Set(steps.map((it) => it.key)).size).toBe(2);
    expect(bare(steps)).toEqual([step('0s', ada), step('0s', ada)]);
  });

  it('can be tried once each pages somebody', () => {
    expect(isUsable([])).toBe(false);
    expect(isUsable([step('0s', ada), step('0s')])).toBe(false);
    expect(isUsable([step('0s', ada)])).toBe(true);
  });
});

describe('targets', () => {
  it('are of one kind, and told apart', () => {
    const all = [
      ada,
      { teamId: 't' },
      { schedule: { scheduleId: 's' } },
      { schedule: { scheduleId: 's', next: true } },
      { schedule: { scheduleId: 's', secondary: true } },
      { channel: { channelId: 'c', address: '#ops' } },
    ];
    expect(all.map(kindOf)).toEqual(['person', 'team', 'schedule', 'schedule', 'schedule', 'channel']);
    expect(new Set(all.map(targetKey)).size).toBe(all.length);
  });
});
