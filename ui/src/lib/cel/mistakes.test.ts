import { describe, expect, it } from 'vitest';
import { Problem } from '../api';
import { mistakesOf } from './mistakes';

describe('mistakes of an expression', () => {
  it('tell their place once, and only the words', () => {
    const problem = new Problem(400, 'wrong', [
      {
        field: 'route.condition',
        message: "line 1, column 24: undeclared reference to 'severty' (in container ''), in: severty == 'x'",
        line: 1,
        column: 24,
      },
      { field: 'route.name', message: 'is taken' },
    ]);
    expect(mistakesOf(problem, 'condition')).toEqual([
      { line: 1, column: 24, message: "undeclared reference to 'severty'" },
    ]);
    expect(mistakesOf(undefined, 'condition')).toEqual([]);
  });
});
