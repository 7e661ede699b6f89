import { describe, expect, it } from 'vitest';
import { matching } from './options';

const people = [
  { value: '1', label: 'Ada Lovelace', hint: 'ada@acme.example' },
  { value: '2', label: 'Željko Novák', hint: 'z@acme.example' },
  { value: '3', label: 'Novalie Ada', hint: 'n@acme.example' },
];
const zones = [{ value: 'America/New_York', label: 'America/New_York', hint: 'GMT-5' }];

describe('matching', () => {
  it('gives all for nothing typed', () => {
    expect(matching(people, '  ')).toEqual(people);
  });

  it('finds without accents, case or order of words', () => {
    expect(matching(people, 'novak zeljko').map((it) => it.value)).toEqual(['2']);
  });

  it('puts names that begin with it first', () => {
    expect(matching(people, 'nova').map((it) => it.value)).toEqual(['3', '2']);
  });

  it('finds by address', () => {
    expect(matching(people, 'ada@').map((it) => it.value)).toEqual(['1']);
  });

  it('takes a space for the line in the name of a zone', () => {
    expect(matching(zones, 'new york')).toHaveLength(1);
    expect(matching(zones, 'New_York')).toHaveLength(1);
  });
});
