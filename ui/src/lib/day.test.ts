import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isDay } from './day';

describe('a day in an address', () => {
  it('is one that there is', () => {
    expect(isDay('2028-02-29')).toBe(true);
    for (const none of ['2026-02-29', '2026-02-30', '2026-13-01', '26-02-01', '', undefined, 20260201]) {
      expect(isDay(none)).toBe(false);
    }
  });

  it('can be reckoned with', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/), (text) => {
        if (isDay(text)) expect(Temporal.PlainDate.from(text).toString()).toBe(text);
        else expect(() => Temporal.PlainDate.from(text)).toThrow();
      }),
    );
  });
});
