import { describe, expect, it } from 'vitest';
import { findingLines } from './findingLines';

const within = { start: Date.parse('2031-06-01T00:00Z'), end: Date.parse('2031-07-01T00:00Z') };
const off = (text: string, startTime: string, endTime: string) => ({
  kind: 'SCHEDULE_FINDING_KIND_TIME_OFF' as const,
  text,
  startTime,
  endTime,
});

describe('findings', () => {
  it('are said once, however many shifts they touch', () => {
    const same = off('Ada is away', '2031-06-02T00:00:00Z', '2031-06-03T00:00:00Z');
    expect(
      findingLines([same, { ...same, startTime: '2031-06-02T09:00:00Z' }], within).warnings,
    ).toHaveLength(1);
  });

  it('of other times are left out, those without a time stay', () => {
    const { warnings } = findingLines(
      [
        off('before', '2031-05-01T00:00:00Z', '2031-06-01T00:00:00Z'),
        off('after', '2031-07-01T00:00:00Z', '2031-07-02T00:00:00Z'),
        { kind: 'SCHEDULE_FINDING_KIND_NO_LAYERS', text: 'no layers' },
      ],
      within,
    );
    expect(warnings.map((it) => it.text)).toEqual(['no layers']);
  });

  it('of public holidays stand apart', () => {
    const { warnings, holidays } = findingLines(
      [{ kind: 'SCHEDULE_FINDING_KIND_HOLIDAY', text: 'Christmas' }],
      within,
    );
    expect([warnings.length, holidays.length]).toEqual([0, 1]);
  });
});
