import { describe, expect, it } from 'vitest';
import { fieldWords, valueWords } from './words';

const ADA = '0199c0de-0000-7000-8000-00000000ada0';
const BEN = '0199c0de-0000-7000-8000-00000000be00';
const nameOf = (id: string) => (id === ADA ? 'Ada' : 'Ben');

describe('what differs', () => {
  it('is named as the form names it', () => {
    expect(fieldWords('time_zone')).toBe('Time zone');
    expect(fieldWords('layers[1].rotation.handoff_time')).toBe('Layer 2: hand-over');
    expect(fieldWords('layers[0].slots[2].user_ids')).toBe('Layer 1: people in turn');
    expect(fieldWords('layers[0]')).toBe('Layer 1');
    expect(fieldWords('layers[0].something_new')).toBe('Layer 1: something new');
  });

  it('is told with names and in words', () => {
    expect(valueWords('', nameOf)).toBe('none');
    expect(valueWords('"Europe/Vienna"', nameOf)).toBe('Europe/Vienna');
    expect(valueWords('09:00', nameOf)).toBe('09:00');
    expect(valueWords('2', nameOf)).toBe('2');
    expect(valueWords('WEEKDAY_MONDAY', nameOf)).toBe('Monday');
    expect(valueWords('"ADVANCE_BY_SHIFT"', nameOf)).toBe('by shift');
    expect(valueWords(`["${ADA}","${BEN}"]`, nameOf)).toBe('Ada, Ben');
    expect(valueWords(`[{"userIds":["${ADA}","${BEN}"]},{"userIds":[],"length":2}]`, nameOf)).toBe(
      'Ada and Ben, nobody (×2)',
    );
    expect(valueWords('[{"weekdays":["WEEKDAY_MONDAY"],"start":"09:00","end":"17:00"}]', nameOf)).toBe(
      'Mon 09:00–17:00',
    );
  });
});
