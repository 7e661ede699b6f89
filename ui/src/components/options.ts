/** One of the choices of a combobox. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown beside it, quieter; found by typing as well. */
  readonly hint?: string | undefined;
  /** Found by typing, not shown. */
  readonly also?: string;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[_/]/g, ' ');

/** The options in which every word that was typed occurs; those whose name begins with it come first. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const text = plain(typed).trim();
  if (!text) return options;
  const words = text.split(/\s+/);
  const found = options.filter((it) => {
    const all = plain(`${it.label} ${it.hint ?? ''} ${it.also ?? ''}`);
    return words.every((word) => all.includes(word));
  });
  const begins = (it: Option) => plain(it.label).startsWith(text);
  return [...found.filter(begins), ...found.filter((it) => !begins(it))];
}
