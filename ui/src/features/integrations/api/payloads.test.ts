import { expect, test } from 'vitest';
import { replayInWords } from './payloads';

test('tells what became of each alert', () => {
  expect(
    replayInWords({ alerts: [{ outcome: 'opened' }, { outcome: 'opened' }, { outcome: 'resolved' }] }),
  ).toBe('2 alerts opened, 1 alert resolved.');
});

test('tells what was passed over, and why', () => {
  expect(replayInWords({ alerts: [], ignored: 1, ignoredBecause: ['the state is acknowledged'] })).toBe(
    '1 passed over (the state is acknowledged).',
  );
  expect(replayInWords({})).toBe('There was nothing in it.');
});
