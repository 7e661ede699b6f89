/** A part of a text is replaced; then a part of the new text is selected. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly selectFrom: number;
  readonly selectTo: number;
}

/** Puts marks around what is selected, or around `sample`; takes them off where they are there already. */
export function surround(text: string, start: number, end: number, mark: string, sample: string): Edit {
  const chosen = text.slice(start, end);
  const marked =
    text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark;
  if (marked && chosen) {
    return {
      from: start - mark.length,
      to: end + mark.length,
      insert: chosen,
      selectFrom: start - mark.length,
      selectTo: end - mark.length,
    };
  }
  const inner = chosen || sample;
  return {
    from: start,
    to: end,
    insert: `${mark}${inner}${mark}`,
    selectFrom: start + mark.length,
    selectTo: start + mark.length + inner.length,
  };
}

/** Makes a link of what is selected; its address is selected, to be typed over. */
export function linked(text: string, start: number, end: number): Edit {
  const words = text.slice(start, end) || 'text';
  const address = 'https://';
  const at = start + words.length + 3;
  return {
    from: start,
    to: end,
    insert: `[${words}](${address})`,
    selectFrom: at,
    selectTo: at + address.length,
  };
}

/** Puts a prefix before each line of what is selected; takes it off where each has it. */
export function prefixed(text: string, start: number, end: number, prefix: string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline < 0 ? text.length : newline;
  const lines = text.slice(from, to).split('\n');
  const all = lines.every((it) => it.startsWith(prefix));
  const insert = lines.map((it) => (all ? it.slice(prefix.length) : prefix + it)).join('\n');
  const selectTo = from + insert.length;
  return { from, to, insert, selectFrom: lines.length > 1 ? from : selectTo, selectTo };
}

/** The text after an edit. */
export const edited = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);
