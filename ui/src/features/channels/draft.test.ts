import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channelDraft, channelMistakes, channelOf } from './draft';
import { kindOf, kinds } from './kinds';

const slack = kindOf('CHANNEL_KIND_SLACK')!;
const stored = {
  name: 'Slack',
  kind: 'CHANNEL_KIND_SLACK' as const,
  default: true,
  defaultAddress: '#ops',
  rate: 0,
  burst: 0,
  slack: { botToken: '', signingSecret: '', apiUrl: '', botTokenSet: true, signingSecretSet: true },
};

test('a change sends no secret that was not typed', () => {
  const draft = { ...channelDraft(slack, stored), name: 'Slack ops' };
  expect(channelMistakes(slack, draft, stored)).toEqual({});
  expect(channelOf(slack, draft)).toEqual({
    name: 'Slack ops',
    disabled: false,
    default: true,
    defaultAddress: '#ops',
    rate: 0,
    burst: 0,
    slack: { apiUrl: '' },
  });
});

test('another base address asks for the token again', () => {
  const draft = channelDraft(slack, stored);
  const moved = { ...draft, settings: { ...draft.settings, apiUrl: 'https://elsewhere.example' } };
  expect(Object.keys(channelMistakes(slack, moved, stored))).toEqual(['botToken']);
});

test('SMS takes a number or a messaging service, not both', () => {
  const sms = kindOf('CHANNEL_KIND_SMS')!;
  const draft = channelDraft(sms, undefined);
  const filled = { ...draft.settings, accountSid: 'AC1', authToken: 't' };
  const keysWith = (more: object) =>
    Object.keys(channelMistakes(sms, { ...draft, settings: { ...filled, ...more } }, undefined));
  expect(keysWith({})).toEqual(['fromNumber']);
  expect(keysWith({ fromNumber: '+1' })).toEqual([]);
  expect(keysWith({ fromNumber: '+1', messagingServiceSid: 'MG1' })).toEqual(['fromNumber']);
});

test('there is a form for every kind of channel, and its fields are those of the API', () => {
  const schema = readFileSync('src/lib/api/schema.d.ts', 'utf8');
  const told = /ChannelKind: ([^;]+);/.exec(schema)![1]!.match(/CHANNEL_KIND_\w+/g)!;
  const known = told.filter((it) => it !== 'CHANNEL_KIND_UNSPECIFIED');
  expect(kinds.map((it) => it.kind).sort()).toEqual([...new Set(known)].sort());
  for (const kind of kinds) {
    for (const field of kind.fields) expect(schema).toMatch(new RegExp(`\\b${field.name}\\??:`));
  }
});
