// Slack's mrkdwn as DOM nodes. Whatever comes in ends in text nodes: nothing is ever parsed as HTML.

const INLINE = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])|(?<![\w_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\w_])|(?<![\w~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\w~])|:([a-z0-9_+-]+):/g;

const EMOJI = {
  rotating_light: '🚨', fire: '🔥', bell: '🔔', white_check_mark: '✅', warning: '⚠️', eyes: '👀',
  red_circle: '🔴', large_orange_circle: '🟠', large_yellow_circle: '🟡', large_green_circle: '🟢',
  large_blue_circle: '🔵', large_green_square: '🟩', x: '❌', tada: '🎉', hourglass: '⌛', zzz: '💤',
  link: '🔗', memo: '📝', information_source: 'ℹ️', arrow_up: '⬆️', repeat: '🔁', clock3: '🕒',
};

export function el(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export function emoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

/** A link that leads somewhere harmless, else just its words. */
export function link(href, words, className) {
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return el('span', className, words);
  const anchor = el('a', className, words);
  anchor.href = href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

/** mrkdwn to nodes; `nameOf` turns a user id into a name. */
export function mrkdwn(text, nameOf) {
  const out = [];
  for (const part of text.split(/(```[\s\S]+?```)/)) {
    if (part.startsWith('```') && part.length > 6) {
      out.push(el('pre', 'code', plain(part.slice(3, -3).replace(/^\n|\n$/g, ''))));
      continue;
    }
    const lines = part.replace(/^\n|\n$/g, '').split('\n');
    if (part.trim() === '') continue;
    for (const line of lines) {
      const quoted = /^(&gt;|>) ?/.exec(line);
      const row = el('div', quoted ? 'line quote' : 'line');
      row.append(...inline(quoted ? line.slice(quoted[0].length) : line, nameOf));
      if (!row.hasChildNodes()) row.append(' ');
      out.push(row);
    }
  }
  return out;
}

function inline(text, nameOf) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(plain(text.slice(at, match.index)));
    nodes.push(styled(match, nameOf));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(plain(text.slice(at)));
  return nodes;
}

function styled(match, nameOf) {
  const [whole, block, code, angle, bold, italic, strike, name] = match;
  if (block) return el('code', '', plain(block));
  if (code) return el('code', '', plain(code));
  if (angle) return reference(angle, nameOf);
  if (bold) return el('strong', '', ...inline(bold, nameOf));
  if (italic) return el('em', '', ...inline(italic, nameOf));
  if (strike) return el('s', '', ...inline(strike, nameOf));
  return EMOJI[name] ?? whole;
}

function reference(inside, nameOf) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : plain(inside.slice(bar + 1));
  if (target.startsWith('@')) return el('span', 'mention', '@' + nameOf(target.slice(1)));
  if (target.startsWith('#')) return el('span', 'mention', '#' + (label || target.slice(1)));
  if (target.startsWith('!date^')) return label || target;
  if (target.startsWith('!')) return el('span', 'mention loud', label || '@' + target.slice(1));
  return link(plain(target), label || plain(target));
}
