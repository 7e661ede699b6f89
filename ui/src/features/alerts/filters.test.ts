import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaults,
  type Filters,
  filtersOf,
  queryOf,
  searchOf,
  severities,
  silencing,
  spans,
  states,
  textsOf,
} from './filters';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const instants = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(NOW) })
  .map((it) => it.toISOString());

const anyFilters: fc.Arbitrary<Filters> = fc.record({
  states: fc.subarray([...states]),
  severities: fc.subarray([...severities]),
  labels: fc.array(
    fc.tuple(
      fc.string({ minLength: 1, unit: 'binary' }).filter((it) => !it.includes('=')),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 5 },
  ),
  text: fc.string({ unit: 'binary' }),
  group: fc.oneof(fc.constant(''), fc.uuid()),
  period: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...spans).map((span) => ({ span })),
    instants.map((from) => ({ from })),
    fc.tuple(instants, instants).map(([from, to]) => ({ from, to })),
  ),
  silencing: fc.constantFrom(undefined, ...silencing),
});

describe('filters and the address', () => {
  it('come back from the address as they went in', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        expect(filtersOf(searchOf(filters))).toEqual(filters);
      }),
    );
  });

  it('come back through a real address as well', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        const address = new URLSearchParams({ ...searchOf(filters) } as Record<string, string>).toString();
        const back = Object.fromEntries(new URLSearchParams(address));
        // Lone surrogates have no form in an address.
        fc.pre(Object.values(searchOf(filters)).every((it) => !/\p{Surrogate}/u.test(it)));
        expect(filtersOf(textsOf(back))).toEqual(filters);
      }),
    );
  });

  it('leave an address without filters bare', () => {
    expect(searchOf(defaults)).toEqual({});
    expect(filtersOf({})).toEqual(defaults);
  });

  it('keep commas, equal signs and backslashes in labels', () => {
    const labels = [
      ['path', 'C:\\a,b'],
      ['query', 'a=b,c'],
    ] as const;
    expect(filtersOf(searchOf({ ...defaults, labels })).labels).toEqual(labels);
  });

  it('ignore what no filter is', () => {
    expect(
      filtersOf({ state: 'nonsense', severity: 'x,critical', since: '3y', from: 'soon', label: '=a' }),
    ).toEqual({
      ...defaults,
      severities: ['critical'],
    });
  });

  it('read numbers in the address as the text that was typed', () => {
    expect(textsOf({ q: 500, state: true, severity: ['a'], other: 'x' })).toEqual({
      q: '500',
      state: 'true',
    });
  });
});

describe('the question to the API', () => {
  it('names states and severities as the API does', () => {
    expect(queryOf({ ...defaults, states: ['open'], severities: ['critical', 'info'] }, NOW)).toEqual({
      status: ['ALERT_STATE_OPEN'],
      severity: ['SEVERITY_CRITICAL', 'SEVERITY_INFO'],
    });
  });

  it('asks for no state when all are wanted', () => {
    expect(queryOf({ ...defaults, states: [] }, NOW)).toEqual({});
    expect(queryOf({ ...defaults, states: [...states] }, NOW)).toEqual({});
  });

  it('counts a span back from now', () => {
    expect(queryOf({ ...defaults, states: [], period: { span: '24h' } }, NOW)).toEqual({
      createdAfter: '2026-11-20T12:00:00.000Z',
    });
  });

  it('ask for what a silence holds, or for what none does', () => {
    expect(queryOf({ ...defaults, silencing: 'silenced' }, NOW).silenced).toBe('SILENCE_FILTER_SILENCED');
    expect(queryOf({ ...defaults, silencing: 'heard' }, NOW).silenced).toBe('SILENCE_FILTER_NOT_SILENCED');
    expect(queryOf(defaults, NOW).silenced).toBeUndefined();
  });
});
