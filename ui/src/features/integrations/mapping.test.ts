import { expect, test } from 'vitest';
import { draftOf, faultsOf, mappingOf, scopeOf } from './mapping';

test('a mapping comes back from its draft as it was', () => {
  const mapping = { title: 'payload.t', sourceUrl: 'payload.u', labels: { host: 'payload.h' } };
  expect(mappingOf(draftOf(mapping))).toEqual(mapping);
  expect(mappingOf(draftOf(undefined))).toEqual({});
});

test('what is not filled in is left out', () => {
  expect(
    mappingOf({ parts: { title: '  ', key: 'payload.k' }, labels: [{ name: '', expression: 'x' }] }),
  ).toEqual({ key: 'payload.k' });
});

test('finds the mistakes of a part however deep its path, and in the names of the protos', () => {
  const faults = [
    { field: 'integration.mapping.source_url', message: 'a', line: 2, column: 3 },
    { field: 'mapping.labels[host]', message: 'b' },
  ];
  expect(faultsOf('sourceUrl', faults)).toEqual([{ ...faults[0] }]);
  expect(faultsOf({ label: 'host' }, faults)).toMatchObject([{ message: 'b', line: 1, column: 1 }]);
  expect(faultsOf('title', faults)).toEqual([]);
});

test('completes the names of the sample, those of an element below alert', () => {
  const sample = '{"results": [{"host": "db1"}], "tool": "x"}';
  const names = (alerts?: string) =>
    scopeOf(sample, alerts).variables.map((it) => [it.name, it.members?.map((each) => each.name)]);
  expect(names()).toEqual([
    ['payload', ['results', 'tool']],
    ['alert', ['results', 'tool']],
  ]);
  expect(names('payload.results')[1]).toEqual(['alert', ['host']]);
  expect(names('payload.results.filter(r, r.bad)')[1]).toEqual(['alert', undefined]);
  expect(scopeOf('no json', '').variables.map((it) => it.name)).toEqual(['payload', 'alert']);
});
