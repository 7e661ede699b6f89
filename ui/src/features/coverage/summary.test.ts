import { describe, expect, it } from 'vitest';
import { summaryOf } from './summary';

const covered = { counts: true, covered: true };
const holed = { counts: true, covered: false };
const unused = { counts: false, covered: false };

describe('the summary of coverage', () => {
  it('is fine when all policies in use are covered and every alert comes to one', () => {
    expect(summaryOf({ policies: [covered, unused], unroutedSeverities: [] }, 90)).toEqual({
      fine: true,
      headline: 'Everything is covered for the next 90 days',
    });
  });

  it('tells how many of the policies in use have holes', () => {
    expect(summaryOf({ policies: [covered, holed, unused] }, 30)).toEqual({
      fine: false,
      headline: '1 of 2 policies in use has holes within 30 days',
    });
    expect(summaryOf({ policies: [holed, holed] }, 30).headline).toContain('2 of 2 policies in use have');
  });

  it('is not fine while alerts may come to no policy, however well those are covered', () => {
    expect(summaryOf({ policies: [covered], unroutedSeverities: ['SEVERITY_INFO'] }, 90)).toEqual({
      fine: false,
      headline: 'The policies in use are covered, but some alerts may come to no policy',
    });
  });

  it('is not fine when no policy is in use', () => {
    for (const policies of [[], [unused]]) {
      expect(summaryOf({ policies }, 90)).toEqual({
        fine: false,
        headline: 'No policy is in use: alerts page nobody',
      });
    }
  });
});
