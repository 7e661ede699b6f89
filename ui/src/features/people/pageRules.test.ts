import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactKind } from '@/lib/contacts';
import { gridOf, type KindsBySeverity, rulesOf, severities } from './pageRules';

const kinds: ContactKind[] = ['CONTACT_KIND_EMAIL', 'CONTACT_KIND_SLACK', 'CONTACT_KIND_PHONE'];
const line = fc.shuffledSubarray(kinds);
const grids = fc.record(
  Object.fromEntries(severities.map((it) => [it, line])),
) as fc.Arbitrary<KindsBySeverity>;

describe('page rules', () => {
  it('come back as they were after a grid was made of them', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        expect(gridOf(rulesOf(grid))).toEqual(grid);
      }),
    );
  });

  it('name a severity once, as the API demands', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const named = rulesOf(grid).flatMap((it) => it.severities ?? []);
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });

  it('leave out what goes to all addresses', () => {
    expect(rulesOf(gridOf([]))).toEqual([]);
  });
});
