/** One name that an expression may use, with what is below it. */
export interface CelNode {
  readonly name: string;
  /** In words: `text`, `map of text`, `timestamp`. */
  readonly type?: string;
  /** What it is, in a few words. */
  readonly detail?: string;
  /** Names below it, seen or documented. */
  readonly members?: readonly CelNode[];
  /** Values that it had lately, offered behind `==` and `in [`. */
  readonly values?: readonly string[];
}

/** What an expression may use. */
export interface CelScope {
  readonly variables: readonly CelNode[];
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a name can stand behind a dot; others take brackets: `labels['app.kubernetes.io/name']`. */
export const isIdentifier = (name: string): boolean => IDENTIFIER.test(name);

/** A text as a CEL literal. */
export const celText = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

const MOST_MEMBERS = 200;
const DEEPEST = 6;

/** The names in a sample value (a payload, say), as far as they are useful for completion. */
export function nodeOf(name: string, value: unknown, depth = 0): CelNode {
  if (Array.isArray(value)) {
    const first = value.length > 0 ? nodeOf(name, value[0], depth + 1) : { name };
    return { ...first, name, type: 'list' };
  }
  if (value !== null && typeof value === 'object') {
    const entries = depth < DEEPEST ? Object.entries(value).slice(0, MOST_MEMBERS) : [];
    return { name, type: 'map', members: entries.map(([key, each]) => nodeOf(key, each, depth + 1)) };
  }
  if (typeof value === 'string') return { name, type: 'text', values: [value] };
  return { name, type: value === null ? 'null' : typeof value };
}

/** The node that a path of names leads to. */
export function find(scope: CelScope, path: readonly string[]): CelNode | undefined {
  let level: readonly CelNode[] | undefined = scope.variables;
  let found: CelNode | undefined;
  for (const name of path) {
    found = level?.find((it) => it.name === name);
    if (!found) return undefined;
    level = found.members;
  }
  return found;
}
