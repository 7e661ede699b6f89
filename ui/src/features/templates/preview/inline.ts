/** Text with marks, as a chat shows it. */
export type Inline =
  | string
  | { readonly mark: 'bold' | 'italic' | 'strike' | 'underline' | 'mention'; readonly of: readonly Inline[] }
  | { readonly mark: 'code' | 'block'; readonly text: string }
  | { readonly mark: 'link'; readonly href: string; readonly of: readonly Inline[] }
  | { readonly mark: 'time'; readonly seconds: number; readonly relative: boolean };

/** A mark of a dialect: where it is found, and what it means. */
export interface Rule {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray, inner: (text: string) => Inline[]) => Inline;
}

/** Reads a text by the first rule that fits at each place; everything else is `plain`. */
export function parse(text: string, rules: readonly Rule[], plain: (text: string) => string): Inline[] {
  const out: Inline[] = [];
  const inner = (each: string) => parse(each, rules, plain);
  let rest = '';
  const flush = () => {
    if (rest) out.push(plain(rest));
    rest = '';
  };
  for (let at = 0; at < text.length; ) {
    const tail = text.slice(at);
    const before = at === 0 ? '' : text[at - 1]!;
    let taken = 0;
    for (const rule of rules) {
      const match = rule.pattern.exec(tail);
      // A mark begins behind no letter or digit: `snake_case_name` has none.
      if (!match || (/^[*_~]/.test(match[0]) && /[\p{L}\p{N}]/u.test(before))) continue;
      flush();
      out.push(rule.read(match, inner));
      taken = match[0].length;
      break;
    }
    if (taken === 0) {
      rest += text[at];
      taken = 1;
    }
    at += taken;
  }
  flush();
  return out;
}
