import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draftOf, mistakesIn, settingsOf } from '@/lib/settings';
import { providerKindOf, providerKinds } from './providers/types';

test('every field of a form is one of the API', () => {
  const schema = readFileSync('src/lib/api/schema.d.ts', 'utf8');
  for (const kind of providerKinds) {
    for (const field of kind.fields) expect(schema).toMatch(new RegExp(`\\b${field.name}\\??:`));
  }
});

test('a header whose value is not known keeps it', () => {
  const { fields } = providerKindOf('webhook')!;
  const stored = { url: 'https://desk.example', headers: { 'X-Team': '' }, secretSet: true };
  expect(settingsOf(fields, draftOf(fields, stored))).toEqual({
    url: 'https://desk.example',
    headers: { 'X-Team': '' },
  });
});

test("Jira's token is asked for again when its address changes", () => {
  const { fields } = providerKindOf('jira')!;
  const stored = { baseUrl: 'https://a.example', apiTokenSet: true, project: 'OPS' };
  const draft = draftOf(fields, stored);
  expect(mistakesIn(fields, draft, stored)).toEqual({});
  expect(Object.keys(mistakesIn(fields, { ...draft, baseUrl: 'https://b.example' }, stored))).toEqual([
    'apiToken',
  ]);
});
