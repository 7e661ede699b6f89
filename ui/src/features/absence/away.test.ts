import { describe, expect, it } from 'vitest';
import { awayOf, mistakeIn } from './away';

const draft = (part: object) => ({
  from: '2031-06-02',
  until: '2031-06-06',
  fromTime: '',
  untilTime: '',
  exact: false,
  ...part,
});
const iso = (at: number | undefined) => new Date(at ?? Number.NaN).toISOString();

describe('time off', () => {
  it('of whole days lasts until the end of the last one, on the clocks of the zone', () => {
    const away = awayOf(draft({}), 'Europe/Vienna');
    expect([iso(away?.start), iso(away?.end)]).toEqual([
      '2031-06-01T22:00:00.000Z',
      '2031-06-06T22:00:00.000Z',
    ]);
  });

  it('of one day has 23 hours where the clocks change', () => {
    const away = awayOf(draft({ from: '2031-03-30', until: '2031-03-30' }), 'Europe/Vienna');
    expect((away!.end - away!.start) / 3_600_000).toBe(23);
    expect(away?.remark).toBeUndefined();
  });

  it('by the clock needs both times, and says when one is skipped', () => {
    expect(awayOf(draft({ exact: true, fromTime: '08:00' }), 'UTC')).toBeUndefined();
    const away = awayOf(
      draft({ exact: true, from: '2031-03-30', until: '2031-03-30', fromTime: '02:30', untilTime: '12:00' }),
      'Europe/Vienna',
    );
    expect(away?.remark).toMatch(/skip 02:30/);
  });

  it('is not there while a day is missing or none', () => {
    expect(awayOf(draft({ until: '' }), 'UTC')).toBeUndefined();
    expect(awayOf(draft({ until: '2031-02-31' }), 'UTC')).toBeUndefined();
  });

  it('cannot end before it starts', () => {
    expect(mistakeIn(awayOf(draft({ until: '2031-06-01' }), 'UTC'))).toBe('It ends before it starts.');
    expect(mistakeIn(awayOf(draft({ until: '2031-06-02' }), 'UTC'))).toBeUndefined();
  });
});
