import { describe, expect, it } from 'vitest';
import type { PolicyCoverage } from './api/coverage';
import { bandsOf, durationMs, kindWords, lengthWords } from './bands';
import { searchOf } from './search';

const range = { startTime: '2030-01-01T00:00:00Z', endTime: '2030-01-11T00:00:00Z' };

const policy: PolicyCoverage = {
  severities: ['SEVERITY_CRITICAL', 'SEVERITY_MAJOR', 'SEVERITY_INFO'],
  holes: [
    {
      startTime: '2030-01-02T00:00:00Z',
      endTime: '2030-01-03T12:00:00Z',
      kind: 'COVERAGE_KIND_NOBODY',
      severities: ['SEVERITY_CRITICAL', 'SEVERITY_INFO'],
    },
  ],
  warnings: [
    {
      startTime: '2030-01-06T00:00:00Z',
      endTime: '2030-01-11T00:00:00Z',
      kind: 'COVERAGE_KIND_LATE',
      severities: ['SEVERITY_CRITICAL', 'SEVERITY_MAJOR', 'SEVERITY_INFO'],
    },
  ],
};

describe('bands', () => {
  it('puts severities with the same stretches into one band', () => {
    expect(bandsOf(policy, range)).toEqual([
      {
        severities: ['SEVERITY_CRITICAL', 'SEVERITY_INFO'],
        spans: [
          { left: 50, width: 50, hole: false },
          { left: 10, width: 15, hole: true },
        ],
        holes: 1,
        late: 1,
      },
      { severities: ['SEVERITY_MAJOR'], spans: [{ left: 50, width: 50, hole: false }], holes: 0, late: 1 },
    ]);
  });

  it('has one empty band when everything is covered', () => {
    const bands = bandsOf({ severities: policy.severities ?? [] }, range);
    expect(bands).toEqual([{ severities: policy.severities, spans: [], holes: 0, late: 0 }]);
  });
});

describe('words', () => {
  it('tells lengths in their two largest units', () => {
    expect(lengthWords(90_061_000)).toBe('1 d 1 h');
    expect(lengthWords(1_800_000)).toBe('30 min');
    expect(lengthWords(0)).toBe('0 s');
    expect(durationMs('1800s')).toBe(1_800_000);
  });

  it('tells which step is the first, and after how long', () => {
    expect(kindWords({ kind: 'COVERAGE_KIND_LATE', stepOrder: 1, after: '1800s' })).toBe(
      'Step 2 is the first to reach somebody, 30 min after the first page',
    );
    expect(kindWords({ kind: 'COVERAGE_KIND_LATE', stepOrder: 1, after: '0s' })).toBe(
      'Step 2 is the first to reach somebody',
    );
    expect(kindWords({ kind: 'COVERAGE_KIND_NOBODY' })).toBe('Nobody is paged');
  });

  it('takes only the lengths that are offered from an address', () => {
    expect(searchOf({ days: '30' })).toEqual({ days: 30 });
    expect(searchOf({ days: '90' })).toEqual({});
    expect(searchOf({ days: '1000000' })).toEqual({});
  });
});
