export const lengths = [30, 90, 180, 366] as const;

export interface CoverageSearch {
  /** Days to come; 90 when absent. */
  readonly days?: (typeof lengths)[number];
}

/** What of an address is meant; anything else is the usual. */
export function searchOf(search: Record<string, unknown>): CoverageSearch {
  const days = lengths.find((it) => it === Number(search.days));
  return days && days !== 90 ? { days } : {};
}
