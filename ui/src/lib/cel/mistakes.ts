import { asProblem } from '../api';

/** Where in a text the server found something wrong; line and column from 1. */
export interface PlacedMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The mistakes that an error answer tells of a field, by the end of its path (`condition` for `route.condition`). */
export function mistakesOf(error: unknown, field: string): PlacedMistake[] {
  if (!error) return [];
  return asProblem(error)
    .violations.filter((it) => it.field === field || it.field.endsWith(`.${field}`))
    .map((it) => ({ line: it.line || 1, column: it.column || 1, message: wordsOf(it.message) }));
}

/** The words alone: the place is told beside them, and the text stands above. */
const wordsOf = (message: string): string =>
  message
    .replace(/^line \d+, column \d+: /, '')
    .replace(" (in container '')", '')
    .replace(/, in: [\s\S]*$/, '');
