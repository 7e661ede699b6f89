import { StreamLanguage } from '@codemirror/language';

const KEYWORDS = new Set(['true', 'false', 'null', 'in']);
const MACROS = new Set(['has', 'all', 'exists', 'exists_one', 'map', 'filter', 'size', 'matches']);

/** Highlighting of CEL. What is right is for the server to say; this only colours words. */
export const celLanguage = StreamLanguage.define<null>({
  name: 'cel',
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match(/^[rRbB]{0,2}("""|''')/)) {
      stream.skipToEnd();
      return 'string';
    }
    if (stream.match(/^[bB]?'(?:[^'\\]|\\.)*'?/) || stream.match(/^[bB]?"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^[rR]['"][^'"]*['"]?/)) return 'string';
    if (stream.match(/^0x[0-9a-fA-F]+u?/) || stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?u?/)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word && word !== true) {
      if (KEYWORDS.has(word[0])) return word[0] === 'in' ? 'keyword' : 'bool';
      if (stream.peek() === '(' || MACROS.has(word[0])) return 'tagName';
      return 'variableName';
    }
    if (stream.match(/^(&&|\|\||[=!<>]=|[<>!?:+\-*/%])/)) return 'operator';
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', "'", '"'] } },
});
