import { describe, expect, it } from 'vitest';
import { daySpan } from './daySpan';

const at = (text: string) => Date.parse(text);

describe('a stretch in words', () => {
  it('is told by days from midnight to midnight, with the last day included', () => {
    expect(daySpan(at('2031-06-02T00:00Z'), at('2031-06-07T00:00Z'), 'UTC')).toBe('Mon 2 Jun – Fri 6 Jun');
    expect(daySpan(at('2031-06-02T00:00Z'), at('2031-06-03T00:00Z'), 'UTC')).toBe('Mon 2 Jun');
  });

  it('is a whole day where the clocks change, too', () => {
    expect(daySpan(at('2031-03-29T23:00Z'), at('2031-03-30T22:00Z'), 'Europe/Vienna')).toBe('Sun 30 Mar');
  });

  it('is told by the clock elsewhere, in the zone that is asked for', () => {
    expect(daySpan(at('2031-06-02T00:00Z'), at('2031-06-03T00:00Z'), 'Europe/Vienna')).toBe(
      'Mon 2 Jun, 02:00 – Tue 3 Jun, 02:00',
    );
    expect(daySpan(at('2031-06-02T08:00Z'), at('2031-06-02T10:30Z'), 'UTC')).toBe('Mon 2 Jun, 08:00 – 10:30');
  });
});
