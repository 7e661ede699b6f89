import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endOf, nouns, stateOf } from './keys';

const now = Date.parse('2026-11-21T12:00:00Z');

test('tells how a key is', () => {
  expect(stateOf({}, now)).toBe('works');
  expect(stateOf({ expireTime: '2027-11-21T12:00:00Z' }, now)).toBe('works');
  expect(stateOf({ expireTime: '2026-12-01T12:00:00Z' }, now)).toBe('ends soon');
  expect(stateOf({ expireTime: '2026-11-21T12:00:00Z' }, now)).toBe('ended');
  expect(stateOf({ expireTime: '2027-11-21T12:00:00Z', revokeTime: '2026-11-20T00:00:00Z' }, now)).toBe(
    'revoked',
  );
});

test('a lifetime is whole days from now', () => {
  expect(endOf(30, now)).toBe('2026-12-21T12:00:00.000Z');
  expect(endOf(0, now)).toBeUndefined();
});

test('offers only scopes that a method of the API takes', () => {
  const schema = readFileSync('src/lib/api/schema.d.ts', 'utf8');
  for (const [noun, , readOnly] of nouns) {
    for (const verb of readOnly ? ['read'] : ['read', 'write'])
      expect(schema).toContain(`\`${noun}:${verb}\``);
  }
});
