import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartWords, ninetieth, outcomes, percent, scaleTop, seriesOf, shortLength } from './figures';

describe('the figures of a report', () => {
  it('say how much of something there is, never nothing for a little nor all for nearly all', () => {
    expect(percent(0, 0)).toBe('0%');
    expect(percent(1, 3)).toBe('33%');
    expect(percent(1, 10_000)).toBe('1%');
    expect(percent(9_999, 10_000)).toBe('99%');
    expect(percent(4, 4)).toBe('100%');
  });

  it('tell lengths in at most two units', () => {
    expect(shortLength(undefined)).toBe('–');
    expect(shortLength('0.4s')).toBe('under 1 s');
    expect(shortLength('75s')).toBe('1 min 15 s');
    expect(shortLength('93784s')).toBe('1 d 2 h');
    expect(ninetieth(undefined)).toBe('none in this range');
    expect(ninetieth({ count: '1', ninetiethPercentile: '0.2s' })).toBe('9 in 10 within 1 s');
    expect(ninetieth({ count: '1', ninetiethPercentile: '720s' })).toBe('9 in 10 within 12 min');
  });

  it('share all paged groups out', () => {
    const shares = outcomes({ pagedGroups: '6', answeredFirstStep: '3', answeredLater: '1', waiting: '2' });
    expect(shares.map((it) => it.value)).toEqual([3, 1, 0, 2]);
  });

  it('are told in words beside a chart', () => {
    const days = [{ day: '2026-03-03', alerts: '2', pages: '5', nightPages: '1' }, { day: '2026-03-04' }];
    const [alerts, pages] = seriesOf(days);
    expect(chartWords(alerts!, days)).toBe('Alerts: 2 in 2 days, most on Tue 3 Mar with 2');
    expect(chartWords(pages!, days)).toBe('Pages: 5 in 2 days, 1 of them at night, most on Tue 3 Mar with 5');
    expect(chartWords(seriesOf([{ day: '2026-03-04' }])[0]!, [{ day: '2026-03-04' }])).toBe(
      'Alerts: 0 in 1 day',
    );
  });

  it('are drawn below a round number that is not far above the highest', () => {
    expect([0, 1, 5, 6, 11, 23, 101, 260].map(scaleTop)).toEqual([1, 1, 5, 10, 20, 25, 200, 500]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (highest) => {
        const top = scaleTop(highest);
        return top >= highest && top <= highest * 2.5;
      }),
    );
  });
});
