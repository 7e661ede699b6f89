// One card per item of the inbox: what its receiver sees, with buttons that press.

import { el, emoji, link, mrkdwn } from './mrkdwn.js';

const APP_MARK = { slack: '#', slack_webhook: '#', sms: '✉', discord: '#', email: '@', ticket: '✓', webhook: '{}', jira: 'J' };

/** The card for an item. `ctx` gives nameOf(id), press(action, button) and fullId. */
export function card(item, ctx) {
  const node = el('article', 'note' + (item.deleted ? ' deleted' : ''));
  node.dataset.id = item.id;
  node.append(meta(item), ...body(item, ctx), ...foot(item));
  return node;
}

function meta(item) {
  const row = el('div', 'meta', el('span', 'app ' + item.channel, APP_MARK[item.channel] ?? '?'));
  row.append(el('span', 'from', item.from || item.channel));
  if (item.payload.ephemeral_for) row.append(el('span', 'tag', 'only you'));
  if (item.deleted) row.append(el('span', 'tag', 'deleted'));
  if (item.updates > 0) row.append(el('span', 'tag good', item.updates === 1 ? 'updated' : 'updated ×' + item.updates));
  const at = new Date(item.at);
  const time = el('time', '', at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
  time.dateTime = item.at;
  time.title = at.toString();
  row.append(time);
  return row;
}

function body(item, ctx) {
  if (item.channel === 'slack' || item.channel === 'slack_webhook') return slack(item, ctx);
  if (item.channel === 'sms' || item.channel === 'discord') return text(item, ctx);
  if (item.channel === 'email') return mail(item, ctx);
  if (item.channel === 'ticket') return ticket(item);
  if (item.channel === 'jira') return jira(item);
  return hook(item);
}

function foot(item) {
  if (item.notes.length === 0 && item.past.length === 0) return [];
  const box = el('div', 'foot');
  for (const note of item.notes.slice(-3)) box.append(el('p', '', '👆 ' + note));
  if (item.past.length > 0) {
    const said = item.past.map((text, i) => `${i + 1}. ${text}`).join('\n———\n');
    box.append(el('details', '', el('summary', '', 'What it said before'), el('pre', '', said)));
  }
  return [box];
}

// ---- texts and Discord

function text(item, ctx) {
  const buttons = item.actions.map((action) => {
    if (!action.body) return link(action.url, action.label, 'press');
    const button = el('button', 'press', action.label);
    button.type = 'button';
    button.addEventListener('click', () => ctx.press(action, button));
    return button;
  });
  const out = [el('div', 'mailbody', item.text)];
  if (buttons.length > 0) out.push(el('div', 'links', ...buttons));
  if (item.channel === 'sms' && item.payload.from) out.push(reply(item, ctx));
  return out;
}

/** A line to write back, as one would on a phone. */
function reply(item, ctx) {
  const line = el('input', 'reply');
  line.placeholder = 'Text back';
  line.setAttribute('aria-label', 'Text back to ' + item.payload.from);
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !line.value.trim()) return;
    const body = { from: item.to, to: item.payload.from, text: line.value };
    ctx.press({ label: line.value, method: 'POST', url: new URL('/twilio/reply', location.href).href, body }, line);
    line.value = '';
  });
  return line;
}

// ---- Slack

function slack(item, ctx) {
  const message = item.payload;
  const out = [];
  if (message.blocks?.length) {
    for (const block of message.blocks) out.push(...slackBlock(block, item, ctx));
  } else if (message.text) {
    out.push(el('div', 'block', ...mrkdwn(message.text, ctx.nameOf)));
  }
  for (const attachment of message.attachments ?? []) {
    const box = el('div', 'attachment');
    if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? '')) {
      box.style.setProperty('border-color', '#' + attachment.color.replace('#', ''));
    }
    for (const field of ['pretext', 'title', 'text']) {
      if (attachment[field]) box.append(el('div', 'block', ...mrkdwn(attachment[field], ctx.nameOf)));
    }
    for (const block of attachment.blocks ?? []) box.append(...slackBlock(block, item, ctx));
    out.push(box);
  }
  return out;
}

function slackBlock(block, item, ctx) {
  switch (block.type) {
    case 'header': return [el('div', 'block header', emoji(block.text.text))];
    case 'divider': return [el('hr', 'block divider')];
    case 'section': return [section(block, item, ctx)];
    case 'context': return [el('div', 'block context', ...block.elements.map((e) => contextElement(e, ctx)))];
    case 'actions': return [el('div', 'block actions', ...block.elements.flatMap((e) => pressables(e, block, item, ctx)))];
    case 'image': return [el('div', 'block image', '🖼 ' + block.alt_text)];
    case 'rich_text': return [el('div', 'block line', richText(block))];
    case 'markdown': return [el('div', 'block line', block.text)];
    default: return [el('div', 'block', '[' + block.type + ']')];
  }
}

function section(block, item, ctx) {
  const words = el('div', 'words');
  if (block.text) words.append(...textObject(block.text, ctx));
  if (block.fields) {
    words.append(el('div', 'fields', ...block.fields.map((f) => el('div', '', ...textObject(f, ctx)))));
  }
  const row = el('div', 'block section', words);
  if (block.accessory) row.append(...pressables(block.accessory, block, item, ctx));
  return row;
}

function contextElement(element, ctx) {
  return element.type === 'image' ? el('span', '', element.alt_text) : el('span', '', ...textObject(element, ctx));
}

function textObject(text, ctx) {
  return text.type === 'mrkdwn' ? mrkdwn(text.text, ctx.nameOf) : [el('div', 'line', emoji(text.text))];
}

function richText(node) {
  return (node.text ?? '') + (node.elements ?? []).map(richText).join('');
}

function pressables(element, block, item, ctx) {
  if (element.type === 'image') return [el('span', '', '🖼 ' + element.alt_text)];
  const mine = item.actions.filter((action) =>
    action.body ? action.body.action_id === element.action_id && action.body.block_id === block.block_id
      : element.url && action.url === element.url);
  return mine.map((action) => {
    const look = 'press ' + (['primary', 'danger'].includes(element.style) ? element.style : '');
    if (!action.body) return link(action.url, emoji(action.label), look);
    const button = el('button', look, emoji(action.label));
    button.type = 'button';
    button.addEventListener('click', () => {
      const ask = element.confirm;
      if (!ask || window.confirm(`${ask.title.text}\n\n${ask.text.text}`)) ctx.press(action, button);
    });
    return button;
  });
}

// ---- mail, tickets, webhooks

function mail(item) {
  const words = el('div', 'mailbody', item.text);
  const out = [el('div', 'subject', item.subject || '(no subject)')];
  if (item.payload.html) {
    const holder = el('div', '');
    const tabs = el('div', 'tabs');
    tabs.setAttribute('role', 'tablist');
    const show = { Letter: () => frame(item), Text: () => words };
    for (const [name, make] of Object.entries(show)) {
      const tab = el('button', '', name);
      tab.type = 'button';
      tab.setAttribute('role', 'tab');
      tab.addEventListener('click', () => {
        for (const other of tabs.children) other.setAttribute('aria-selected', String(other === tab));
        holder.replaceChildren(make());
      });
      tabs.append(tab);
    }
    out.push(tabs, holder);
    tabs.firstChild.click();
  } else {
    out.push(words);
  }
  if (item.actions.length > 0) {
    out.push(el('div', 'links', ...item.actions.slice(0, 6).map((a) => link(a.url, a.label || a.url, 'press'))));
  }
  return out;
}

/** The mail's HTML in a frame that runs nothing; as high as it needs, up to a limit. */
function frame(item) {
  const view = el('iframe', 'mailframe');
  view.setAttribute('sandbox', 'allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  view.title = 'Mail: ' + item.subject;
  view.loading = 'lazy';
  view.addEventListener('load', () => {
    const inner = view.contentDocument?.documentElement;
    if (inner) view.style.setProperty('height', Math.min(Math.max(inner.scrollHeight + 4, 90), 420) + 'px');
  });
  view.src = `/inbox/${item.id}/html`;
  return view;
}

function ticket(item) {
  const t = item.payload;
  const out = [el('div', 'subject', item.subject || t.key)];
  out.push(el('div', 'meta', el('span', 'tag' + (t.state === 'closed' ? ' good' : ''), t.state), el('span', '', `${t.id} · ${t.key}`)));
  if (item.text) out.push(el('div', 'mailbody', item.text));
  out.push(el('div', 'links', ...item.actions.map((a) => link(a.url, a.label, 'press'))));
  return out;
}

/** An issue; its buttons do what a person with an account there would. */
function jira(item) {
  const out = [el('div', 'subject', item.subject)];
  const done = item.payload.fields?.status?.statusCategory?.key === 'done';
  out.push(el('div', 'meta', el('span', 'tag' + (done ? ' good' : ''), item.payload.status), link(item.payload.url, item.payload.key, '')));
  out.push(el('div', 'mailbody', item.text));
  const buttons = el('div', 'links');
  for (const action of item.actions) {
    const button = el('button', 'press', action.label);
    button.type = 'button';
    button.addEventListener('click', async () => {
      button.disabled = true;
      await fetch(new URL(action.url).pathname, { method: action.method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(action.body) });
      button.disabled = false;
    });
    buttons.append(button);
  }
  out.push(buttons);
  return out;
}

function hook(item) {
  const json = item.payload.json ? JSON.stringify(item.payload.json, null, 2) : item.text;
  return [el('div', 'subject', item.subject), el('pre', 'code', json.slice(0, 4000))];
}
