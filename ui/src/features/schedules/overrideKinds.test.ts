import { describe, expect, it } from 'vitest';
import { kindsFor, overrideKinds } from './overrideKinds';

describe('kinds of overrides', () => {
  it('that take people off call are for managers', () => {
    expect(kindsFor(true)).toHaveLength(overrideKinds.length);
    expect(kindsFor(false).map((it) => it.kind)).toEqual([
      'OVERRIDE_KIND_TAKE_OVER',
      'OVERRIDE_KIND_REPLACE',
      'OVERRIDE_KIND_ADD',
    ]);
  });
});
