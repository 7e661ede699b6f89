import { describe, expect, it } from 'vitest';
import { durationOf, inWords, secondsOf } from './duration';

describe('durations', () => {
  it('are read and written as the API does', () => {
    expect(secondsOf('300s')).toBe(300);
    expect(secondsOf('0.5s')).toBe(0.5);
    expect(secondsOf(undefined)).toBe(0);
    expect(durationOf(secondsOf('90s'))).toBe('90s');
  });

  it('are told in their own units', () => {
    expect(inWords(0)).toBe('0 min');
    expect(inWords(90)).toBe('1 min 30 s');
    expect(inWords(3600)).toBe('1 h');
    expect(inWords(90_000)).toBe('1 d 1 h');
  });
});
