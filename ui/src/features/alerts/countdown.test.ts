import { describe, expect, it } from 'vitest';
import { countdown } from './countdown';

describe('a countdown', () => {
  it('counts down to the second and then is now', () => {
    expect(countdown(245_000)).toBe('in 4:05');
    expect(countdown(3_845_000)).toBe('in 1:04:05');
    expect(countdown(999)).toBe('in 0:01');
    expect(countdown(0)).toBe('now');
    expect(countdown(-5000)).toBe('now');
  });
});
