import { expect, test } from 'vitest';
import { draftOf, mistakesIn, type SettingField, settingsOf } from './settings';

const fields: readonly SettingField[] = [
  { name: 'host', label: 'Server', type: 'text', required: true },
  { name: 'port', label: 'Port', type: 'number' },
  {
    name: 'security',
    label: 'Protection',
    type: 'choice',
    options: [
      ['TLS', 'TLS'],
      ['NONE', 'none'],
    ],
  },
  { name: 'password', label: 'Password', type: 'secret', stored: 'passwordSet', goesTo: ['host'] },
  { name: 'labels', label: 'Labels', type: 'lines' },
  { name: 'headers', label: 'Headers', type: 'pairs' },
  { name: 'fields', label: 'Fields', type: 'json' },
  { name: 'quiet', label: 'Quiet', type: 'check' },
];

const stored = {
  host: 'mail.example',
  port: 25,
  security: 'NONE',
  password: '',
  passwordSet: true,
  labels: ['a', 'b'],
  headers: { 'X-Team': 'ops: eu' },
  fields: { x: { y: 1 } },
  quiet: true,
};

test('what is not touched is sent as it was, the secret not at all', () => {
  const { password: _, passwordSet: __, ...rest } = stored;
  expect(settingsOf(fields, draftOf(fields, stored))).toEqual(rest);
  expect(mistakesIn(fields, draftOf(fields, stored), stored)).toEqual({});
});

test('a new form has the first choice, and needs what is required', () => {
  const draft = draftOf(fields, undefined);
  expect(draft.security).toBe('TLS');
  expect(mistakesIn(fields, draft, undefined)).toEqual({ host: 'This is needed.' });
});

test('a stored secret has to be given again when it would go elsewhere', () => {
  const moved = { ...draftOf(fields, stored), host: 'other.example' };
  expect(mistakesIn(fields, moved, stored).password).toContain('Server has changed');
  expect(mistakesIn(fields, { ...moved, password: 'new' }, stored)).toEqual({});
  expect(mistakesIn(fields, moved, { ...stored, passwordSet: false })).toEqual({});
});

test('a required secret may be left empty once one is stored', () => {
  const secret: SettingField = {
    name: 'key',
    label: 'Key',
    type: 'secret',
    required: true,
    stored: 'keySet',
  };
  expect(mistakesIn([secret], { key: '' }, { keySet: false })).toEqual({ key: 'This is needed.' });
  expect(mistakesIn([secret], { key: '' }, { keySet: true })).toEqual({});
});

test('tells lines and JSON that cannot be read', () => {
  const draft = { ...draftOf(fields, stored), headers: 'X-Team ops', fields: '[1]' };
  expect(Object.keys(mistakesIn(fields, draft, stored))).toEqual(['headers', 'fields']);
});
