import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { type CelNode, type CelScope, celText, find, isIdentifier } from './scope';

/** A path as it is written before the cursor: `labels.team`, `payload.alerts[0]['a b']`. */
const PATH = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:'[^'\n]*'|"[^"\n]*"|\d+)\])*`;
const AFTER_DOT = new RegExp(String.raw`(${PATH})\.(\w*)$`);
const AFTER_BRACKET = new RegExp(String.raw`(${PATH})\[(['"]?)([^'"\]\n]*)$`);
const AFTER_COMPARISON = new RegExp(
  String.raw`(${PATH})\s*(?:==|!=|in\s*\[(?:[^\]\n]*,)?)\s*(?:(['"])([^'"\n]*)|())$`,
);
const WORD = /[A-Za-z_]\w*$/;

const functions: readonly Completion[] = [
  { label: 'has', apply: 'has(', detail: 'is the name there?', type: 'function' },
  { label: 'size', apply: 'size(', detail: 'length of a text, list or map', type: 'function' },
  { label: 'int', apply: 'int(', detail: 'as a whole number', type: 'function' },
  { label: 'double', apply: 'double(', detail: 'as a number', type: 'function' },
  { label: 'string', apply: 'string(', detail: 'as text', type: 'function' },
  { label: 'timestamp', apply: 'timestamp(', detail: 'of RFC 3339', type: 'function' },
  { label: 'duration', apply: "duration('", detail: "as '1h30m'", type: 'function' },
  ...['true', 'false', 'null', 'in'].map((label) => ({ label, type: 'keyword' })),
];

const textMethods: readonly Completion[] = [
  { label: 'startsWith', apply: "startsWith('", detail: 'begins with', type: 'method' },
  { label: 'endsWith', apply: "endsWith('", detail: 'ends in', type: 'method' },
  { label: 'contains', apply: "contains('", detail: 'has in it', type: 'method' },
  { label: 'matches', apply: "matches('", detail: 'regular expression (RE2)', type: 'method' },
  { label: 'size', apply: 'size()', detail: 'length', type: 'method' },
];

const collectionMethods: readonly Completion[] = [
  { label: 'exists', apply: 'exists(each, ', detail: 'for one at least', type: 'method' },
  { label: 'all', apply: 'all(each, ', detail: 'for each', type: 'method' },
  { label: 'filter', apply: 'filter(each, ', detail: 'those for which', type: 'method' },
  { label: 'map', apply: 'map(each, ', detail: 'made of each', type: 'method' },
  { label: 'size', apply: 'size()', detail: 'how many', type: 'method' },
];

const timeMethods: readonly Completion[] = [
  { label: 'getHours', apply: "getHours('", detail: 'hour of the day in a zone', type: 'method' },
  { label: 'getMinutes', apply: "getMinutes('", detail: 'minute of the hour', type: 'method' },
  { label: 'getDayOfWeek', apply: "getDayOfWeek('", detail: '0 is Sunday', type: 'method' },
  { label: 'getDate', apply: "getDate('", detail: 'day of the month, from 1', type: 'method' },
  { label: 'getMonth', apply: "getMonth('", detail: 'month, from 0', type: 'method' },
];

function methodsOf(node: CelNode | undefined): readonly Completion[] {
  if (node?.type === 'timestamp') return timeMethods;
  if (node?.type === 'list' || node?.members) return collectionMethods;
  return textMethods;
}

/** The names of a path as it is written; numbers of list elements are left out. */
export function namesOf(path: string): string[] {
  return [...path.matchAll(/'([^']*)'|"([^"]*)"|\[\d+\]|([A-Za-z_]\w*)/g)]
    .map((it) => it[1] ?? it[2] ?? it[3])
    .filter((it) => it !== undefined);
}

const option = (node: CelNode, type: string): Completion => ({
  label: node.name,
  type,
  ...(node.detail || node.type ? { detail: node.detail ?? node.type } : {}),
});

/** What can stand where the text ends. Pure: `before` is the text up to the cursor. */
export function completionsAt(
  before: string,
  scope: CelScope,
  explicit = false,
): { length: number; options: Completion[] } | null {
  const compared = AFTER_COMPARISON.exec(before);
  if (compared) {
    const values = find(scope, namesOf(compared[1]!))?.values;
    const open = compared[2];
    if (values?.length && (open || explicit || before.endsWith(' '))) {
      return {
        length: open ? compared[3]!.length + 1 : 0,
        options: values.map((value) => ({ label: celText(value), type: 'text' })),
      };
    }
    if (open) return null;
  }
  const bracket = AFTER_BRACKET.exec(before);
  if (bracket) {
    const members = find(scope, namesOf(bracket[1]!))?.members;
    if (!members?.length) return null;
    return {
      length: bracket[2]!.length + bracket[3]!.length,
      options: members.map((it) => ({ ...option(it, 'property'), label: `${celText(it.name)}]` })),
    };
  }
  if (insideText(before)) return null;
  const dot = AFTER_DOT.exec(before);
  if (dot) {
    const node = find(scope, namesOf(dot[1]!));
    const members = (node?.members ?? []).map((it) => memberAt(it));
    return { length: dot[2]!.length, options: [...members, ...methodsOf(node)] };
  }
  const word = WORD.exec(before)?.[0] ?? '';
  if (!word && !explicit) return null;
  return {
    length: word.length,
    options: [...scope.variables.map((it) => option(it, 'variable')), ...functions],
  };
}

/** A name behind a dot; one that is no identifier replaces the dot by brackets. */
function memberAt(node: CelNode): Completion {
  if (isIdentifier(node.name)) return option(node, 'property');
  return {
    ...option(node, 'property'),
    apply: (view, _completion, from, to) => {
      const insert = `[${celText(node.name)}]`;
      view.dispatch({
        changes: { from: from - 1, to, insert },
        selection: { anchor: from - 1 + insert.length },
      });
    },
  };
}

/** Whether the cursor is in a text literal of its line. */
function insideText(before: string): boolean {
  let quote = '';
  for (let i = before.lastIndexOf('\n') + 1; i < before.length; i++) {
    const c = before[i]!;
    if (quote && c === '\\') i++;
    else if (c === quote) quote = '';
    else if (!quote && (c === "'" || c === '"')) quote = c;
  }
  return quote !== '';
}

/** Completion for the editor, from a scope that may change while it is open. */
export const completeCel =
  (scope: () => CelScope) =>
  (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = completionsAt(before, scope(), context.explicit);
    if (!found || found.options.length === 0) return null;
    // A quote that the editor was given twice is taken along.
    const after = context.state.sliceDoc(context.pos, context.pos + 1);
    const quoted = found.options[0]!.label.startsWith("'") && (after === "'" || after === '"');
    return {
      from: context.pos - found.length,
      to: quoted ? context.pos + 1 : context.pos,
      options: found.options,
    };
  };
