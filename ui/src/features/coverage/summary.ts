import type { Coverage } from './api/coverage';

export interface Summary {
  /** Whether every alert to come reaches somebody. */
  readonly fine: boolean;
  readonly headline: string;
}

/** What it all comes to. What comes to no policy is not covered, however well the policies are. */
export function summaryOf(coverage: Coverage, days: number): Summary {
  const used = (coverage.policies ?? []).filter((it) => it.counts);
  const holed = used.filter((it) => !it.covered).length;
  if (used.length === 0) return { fine: false, headline: 'No policy is in use: alerts page nobody' };
  if (holed > 0) {
    const have = holed === 1 ? 'has' : 'have';
    return {
      fine: false,
      headline: `${holed} of ${used.length} policies in use ${have} holes within ${days} days`,
    };
  }
  return (coverage.unroutedSeverities ?? []).length > 0
    ? { fine: false, headline: 'The policies in use are covered, but some alerts may come to no policy' }
    : { fine: true, headline: `Everything is covered for the next ${days} days` };
}
