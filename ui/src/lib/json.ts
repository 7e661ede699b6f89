/**
 * JSON with a line for each element, indented by two. Only the white space changes: digits of long numbers and the order
 * and spelling of everything stay as they were sent. What is no JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let out = '';
  let depth = 0;
  let i = 0;
  const skip = (at: number): number => {
    let next = at;
    while (next < text.length && /\s/.test(text[next]!)) next++;
    return next;
  };
  const line = () => `\n${'  '.repeat(depth)}`;
  while (i < text.length) {
    const it = text[i]!;
    if (it === '"') {
      const end = endOfString(text, i);
      out += text.slice(i, end);
      i = end;
      continue;
    }
    if (it === '{' || it === '[') {
      const next = skip(i + 1);
      if (text[next] === '}' || text[next] === ']') {
        out += it + text[next]!;
        i = next + 1;
        continue;
      }
      depth++;
      out += it + line();
    } else if (it === '}' || it === ']') {
      depth--;
      out += line() + it;
    } else if (it === ',') out += it + line();
    else if (it === ':') out += ': ';
    else if (!/\s/.test(it)) out += it;
    i++;
  }
  return out;
}

/** The place behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
