import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prettyJson } from './json';

test('gives each element a line', () => {
  expect(prettyJson('{"a":[1,{"b":"x"}],"c":{},"d":[]}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "x"\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  );
});

test('keeps every digit of a long number, and strings that look like structure', () => {
  expect(prettyJson('{"id":12345678901234567890,"t":"a{,:[\\"]}"}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "t": "a{,:[\\"]}"\n}',
  );
});

test('leaves what is no JSON as it is', () => {
  expect(prettyJson('{"a": ')).toBe('{"a": ');
  expect(prettyJson('')).toBe('');
});

test('means the same as before, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (text, spaced) => {
      const given = spaced ? JSON.stringify(JSON.parse(text), null, '\t') : text;
      const pretty = prettyJson(given);
      expect(JSON.parse(pretty)).toEqual(JSON.parse(text));
      expect(prettyJson(pretty)).toBe(pretty);
    }),
  );
});
