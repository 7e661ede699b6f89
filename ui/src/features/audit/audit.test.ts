import { expect, test } from 'vitest';
import { rangeOf } from './days';
import { filterOf } from './search';
import { actionInWords, changesOf, valueInWords } from './words';

test('says what was done in words', () => {
  expect(actionInWords('integration.create', { name: 'Grafana' })).toBe('created the integration “Grafana”');
  expect(actionInWords('integration.rotate_key', { name: 'Grafana' })).toBe(
    'replaced the key of the integration “Grafana”',
  );
  expect(actionInWords('session.open', {})).toBe('signed in');
  expect(actionInWords('something_new.be_done', undefined)).toBe('be done the something new');
});

test('says the new values in words', () => {
  expect(changesOf({ name: 'x', time_zone: 'Europe/Vienna', disabled: false, steps: [] })).toEqual([
    ['time zone', 'Europe/Vienna'],
    ['disabled', 'no'],
    ['steps', 'empty'],
  ]);
  expect(valueInWords('ROLE_ADMIN')).toBe('ADMIN');
  expect(valueInWords(['a', 'b'])).toBe('a, b');
  expect(valueInWords({ a: 1 })).toBe('{"a":1}');
});

test('reads the filter of an address, and passes over what is none', () => {
  expect(filterOf({ actor: 'user:1', from: '2026-11-21', to: 'tomorrow', page: 2, action: '' })).toEqual({
    actor: 'user:1',
    from: '2026-11-21',
  });
});

test('days are those of the reader, also where the clock changes', () => {
  expect(rangeOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Vienna')).toEqual({
    startTime: '2026-03-28T23:00:00Z',
    endTime: '2026-03-29T22:00:00Z',
  });
  expect(rangeOf({ from: '2026-02-31' }, 'UTC')).toEqual({});
  expect(rangeOf({}, 'UTC')).toEqual({});
});
