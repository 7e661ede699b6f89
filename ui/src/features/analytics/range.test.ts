import { describe, expect, it } from 'vitest';
import { mistakeIn, searchOf, spanOf } from './range';

describe('the range of a report', () => {
  it('is read from the address, and what is none is left out', () => {
    expect(searchOf({})).toEqual({});
    expect(searchOf({ last: '7d' })).toEqual({ last: '7d' });
    expect(searchOf({ last: '30d' })).toEqual({});
    expect(searchOf({ last: '8d', from: 5 })).toEqual({});
    expect(searchOf({ from: '2026-01-01', to: '2026-01-31', last: '7d' })).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
    });
    expect(searchOf({ from: '2026-02-30', to: '2026-03-01' })).toEqual({});
    expect(searchOf({ from: '2026-02-03', to: '2026-02-01' })).toEqual({});
  });

  it('is not longer than the server counts', () => {
    expect(mistakeIn('2026-01-01', '2026-01-01')).toBeUndefined();
    expect(mistakeIn('2026-01-01', '2026-07-02')).toBeUndefined();
    expect(mistakeIn('2026-01-01', '2026-07-03')).toBe('At most 183 days: this is 184.');
    expect(mistakeIn('2026-01-02', '2026-01-01')).toBe('The last day is before the first.');
    expect(mistakeIn('', '2026-01-01')).toBe('Give both days.');
  });

  it('begins with a day of the reader, and ends now or with a day', () => {
    const now = new Date(2026, 2, 15, 13, 30).getTime();
    expect(spanOf({ last: '7d' }, now)).toEqual({ startTime: new Date(2026, 2, 9).toISOString() });
    expect(spanOf({}, now)).toEqual({ startTime: new Date(2026, 1, 14).toISOString() });
    expect(spanOf({ from: '2026-03-28', to: '2026-03-29' }, now)).toEqual({
      startTime: new Date(2026, 2, 28).toISOString(),
      endTime: new Date(2026, 2, 30).toISOString(),
    });
  });
});
