import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';

/** Highlighting of Mustache tags; the text around them is left as it is. */
export const mustacheLanguage = StreamLanguage.define<{ inTag: boolean }>({
  name: 'mustache',
  startState: () => ({ inTag: false }),
  token(stream, state) {
    if (state.inTag) {
      if (stream.match('}}')) {
        state.inTag = false;
        return 'keyword';
      }
      if (stream.eat(/[#^/>&]/)) return 'keyword';
      if (stream.match(/^[^}\s#^/>&]+/)) return 'tagName';
      stream.next();
      return null;
    }
    if (stream.match(/^\{\{!.*?\}\}/)) return 'comment';
    if (stream.match('{{')) {
      state.inTag = true;
      return 'keyword';
    }
    stream.next();
    while (!stream.eol() && !stream.match('{{', false)) stream.next();
    return null;
  },
});

interface Place {
  /** The values that names are looked up in, the innermost first. */
  readonly scopes: readonly unknown[];
  /** Names of the sections that are open, the innermost last. */
  readonly open: readonly string[];
}

const TAG = /\{\{([#^/]?)\s*([\w.-]+)\s*\}\}/g;

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What a dotted name means, looked up from the innermost scope outward. */
export function lookUp(scopes: readonly unknown[], name: string): unknown {
  const [first, ...rest] = name.split('.');
  const scope = scopes.find((it) => isMap(it) && first! in it);
  return rest.reduce<unknown>(
    (value, key) => (isMap(value) ? value[key] : undefined),
    isMap(scope) ? scope[first!] : undefined,
  );
}

/** Where a text ends: which sections are open, and what names mean in them. */
export function placeAt(before: string, context: unknown): Place {
  const open: string[] = [];
  const scopes: unknown[] = [context];
  for (const [, sign, name] of before.matchAll(TAG)) {
    if (sign === '#' || sign === '^') {
      open.push(name!);
      const value = sign === '#' ? lookUp(scopes, name!) : undefined;
      scopes.unshift(Array.isArray(value) ? value[0] : value);
    } else if (sign === '/' && open.at(-1) === name) {
      open.pop();
      scopes.shift();
    }
  }
  return { scopes, open };
}

const LONGEST_DETAIL = 40;

function detailOf(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (isMap(value)) return 'map';
  const text = String(value);
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}

const optionsOf = (map: unknown): Completion[] =>
  isMap(map)
    ? Object.entries(map).map(([label, value]) => ({
        label,
        detail: detailOf(value),
        type: isMap(value) || Array.isArray(value) ? 'class' : 'variable',
      }))
    : [];

/** What can stand in a tag that is open where the text ends. Pure. */
export function completionsAt(
  before: string,
  context: unknown,
  snippets: readonly string[],
): { length: number; options: Completion[] } | null {
  const tag = /\{\{([#^/>]?)\s*([\w.-]*)$/.exec(before);
  if (!tag) return null;
  const [whole, sign, typed] = tag;
  const { scopes, open } = placeAt(before.slice(0, before.length - whole.length), context);
  if (sign === '/') {
    const name = open.at(-1);
    return name
      ? { length: typed!.length, options: [{ label: name, detail: 'closes it', type: 'keyword' }] }
      : null;
  }
  if (sign === '>') {
    const options = snippets.map((it) => ({ label: it.replace(/^_/, ''), detail: 'snippet', type: 'text' }));
    return { length: typed!.length, options };
  }
  const dot = typed!.lastIndexOf('.');
  if (dot >= 0) {
    return { length: typed!.length - dot - 1, options: optionsOf(lookUp(scopes, typed!.slice(0, dot))) };
  }
  const seen = new Set<string>();
  const options = scopes.flatMap(optionsOf).filter((it) => !seen.has(it.label) && seen.add(it.label));
  return { length: typed!.length, options };
}

/** Completion for the editor; context and snippets are asked for at each key. */
export const completeMustache =
  (context: () => unknown, snippets: () => readonly string[]) =>
  (at: CompletionContext): CompletionResult | null => {
    const found = completionsAt(at.state.sliceDoc(0, at.pos), context(), snippets());
    return found && found.options.length > 0 ? { from: at.pos - found.length, options: found.options } : null;
  };
