// Follows the inbox by long polling and keeps one phone per person, one board per channel or desk.

import { el } from './mrkdwn.js';
import { card } from './cards.js';

const KEPT = 400;
const PER_PLACE = 60;
const CHANNELS = { slack: 'Slack', slack_webhook: 'Slack webhooks', sms: 'SMS', discord: 'Discord', email: 'Mail', ticket: 'Tickets', webhook: 'Webhooks', jira: 'Jira' };
const THEMES = ['auto', 'light', 'dark'];

const wall = document.getElementById('wall');
const status = document.getElementById('status');
const items = new Map();
const places = new Map();
let people = [];
let revision = 0;
let only = '';
let wanted = '';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function getJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return { body: await response.json(), headers: response.headers };
}

// ---- where an item belongs

function placeOf(item) {
  if (item.channel === 'email') {
    const owner = people.find((p) => p.email.toLowerCase() === item.to.toLowerCase());
    return owner ? person(owner) : { key: 'mail:' + item.to.toLowerCase(), kind: 'phone', title: item.to, hint: 'mail only' };
  }
  if (item.channel === 'slack') {
    const owner = people.find((p) => p.id === item.to);
    if (owner) return person(owner);
    return { key: 'slack:' + item.to, kind: 'board', title: item.to, hint: 'Slack channel', mark: '#' };
  }
  if (item.channel === 'sms') return { key: 'mail:sms:' + item.to, kind: 'phone', title: item.to, hint: 'text messages' };
  if (item.channel === 'discord') return { key: 'discord:' + item.to, kind: 'board', title: item.to, hint: 'Discord channel', mark: '#' };
  if (item.channel === 'slack_webhook') return { key: 'slack:hook:' + item.to, kind: 'board', title: item.to, hint: 'Slack channel', mark: '#' };
  if (item.channel === 'ticket') return { key: 'ticket:' + item.to, kind: 'board', title: item.to, hint: 'Ticket desk', mark: '✓' };
  if (item.channel === 'jira') return { key: 'jira:' + item.to, kind: 'board', title: item.to, hint: 'Jira project', mark: 'J' };
  return { key: item.channel + ':' + item.to, kind: 'board', title: item.to, hint: 'Webhook', mark: '{}' };
}

function person(p) {
  return { key: 'person:' + p.id, kind: 'phone', title: p.real_name, hint: `@${p.name} · ${p.email}` };
}

function hue(text) {
  let sum = 0;
  for (const c of text) sum = (sum * 31 + c.codePointAt(0)) % 360;
  return sum;
}

function initials(name) {
  return name.split(/[\s.@]+/).filter(Boolean).slice(0, 2).map((w) => w[0].toUpperCase()).join('');
}

function makePlace(place) {
  const feed = el('div', 'feed');
  const face = el('span', 'face', place.mark ?? initials(place.title));
  face.style.setProperty('background', `hsl(${hue(place.key)} 45% 42%)`);
  const who = el('div', 'who', face, el('div', '', el('h2', '', place.title), el('p', '', place.hint)));
  let node;
  if (place.kind === 'phone') {
    const now = el('span', 'clock', '');
    node = el('section', 'phone', el('div', 'screen', el('div', 'notch', now, el('span', '', '5G ▮▮▮')), who, feed));
  } else {
    node = el('section', 'board', who, feed);
  }
  node.setAttribute('aria-label', place.title);
  return { ...place, node, feed };
}

// ---- drawing

const ctx = {
  nameOf: (id) => people.find((p) => p.id === id)?.real_name ?? id,
  press,
};

function draw(item, look) {
  const spot = placeOf(item);
  let place = places.get(spot.key);
  if (!place) {
    place = makePlace(spot);
    places.set(spot.key, place);
    arrange();
  }
  const fresh = card(item, ctx);
  if (look) fresh.classList.add(look);
  const old = place.feed.querySelector(`[data-id="${item.id}"]`);
  if (old) {
    old.replaceWith(fresh);
  } else {
    place.feed.prepend(fresh);
    while (place.feed.children.length > PER_PLACE) place.feed.lastChild.remove();
  }
  filterCard(fresh, item);
}

/** People first, then channels, desks and receivers; each by name. */
function arrange() {
  document.querySelector('.empty')?.remove();
  const rank = (p) => (p.key.startsWith('person:') ? 0 : p.kind === 'phone' ? 1 : p.key.startsWith('slack:') ? 2 : 3);
  const sorted = [...places.values()].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
  sorted.forEach((place, i) => {
    if (wall.children[i] !== place.node) wall.insertBefore(place.node, wall.children[i] ?? null);
  });
}

function filterCard(node, item) {
  const hit = !wanted || `${item.subject}\n${item.text}\n${item.to}`.toLowerCase().includes(wanted);
  node.hidden = !hit || (only !== '' && item.channel !== only);
}

function filterAll() {
  for (const place of places.values()) {
    let visible = 0;
    for (const node of place.feed.children) {
      const item = items.get(Number(node.dataset.id));
      if (item) filterCard(node, item);
      if (!node.hidden) visible += 1;
    }
    place.node.hidden = visible === 0 && (only !== '' || wanted !== '');
  }
}

function reset() {
  items.clear();
  places.clear();
  wall.replaceChildren(document.getElementById('empty').content.cloneNode(true));
}

function drawFilters() {
  const counts = {};
  for (const item of items.values()) counts[item.channel] = (counts[item.channel] ?? 0) + 1;
  const chips = [['', 'All'], ...Object.entries(CHANNELS).filter(([key]) => counts[key])].map(([key, label]) => {
    const chip = el('button', 'chip', label, key ? el('b', '', String(counts[key])) : null);
    chip.type = 'button';
    chip.setAttribute('aria-pressed', String(only === key));
    chip.addEventListener('click', () => {
      only = key;
      drawFilters();
      filterAll();
    });
    return chip;
  });
  document.getElementById('filters').replaceChildren(...chips);
}

function say(text, lost) {
  status.textContent = text;
  status.classList.toggle('lost', Boolean(lost));
}

function toast(text) {
  document.querySelector('.toast')?.remove();
  const box = el('div', 'toast', text);
  box.setAttribute('role', 'alert');
  document.body.append(box);
  setTimeout(() => box.remove(), 4500);
}

// ---- doing

async function press(action, button) {
  button.disabled = true;
  try {
    const response = await fetch(new URL(action.url).pathname, {
      method: action.method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(action.body),
    });
    const answer = await response.json();
    if (!answer.ok) {
      button.classList.add('failed');
      toast(`“${action.label}” did not work: ${answer.status || ''} ${answer.body ?? answer.error ?? ''}`);
    }
  } catch (failed) {
    toast('The fakes do not answer: ' + failed.message);
  } finally {
    button.disabled = false;
  }
}

async function showFaults() {
  const { body } = await getJson('/faults');
  const box = document.getElementById('faults');
  box.hidden = body.length === 0;
  box.textContent = '⚡ ' + body.map((f) => `${f.target}${f.method ? ' ' + f.method : ''}: ${f.mode}${f.count ? ` (${f.count - f.hits} left)` : ''}`).join(' · ');
}

function take(batch, headers) {
  const cleared = Number(headers.get('X-Inbox-Cleared'));
  if (cleared > revision) reset();
  const first = revision === 0;
  for (const item of batch.reverse()) {
    const known = items.has(item.id);
    items.set(item.id, item);
    draw(item, first ? '' : known ? 'changed' : 'fresh');
  }
  for (const id of [...items.keys()].slice(0, Math.max(0, items.size - KEPT))) items.delete(id);
  revision = Math.max(revision, Number(headers.get('X-Inbox-Revision')));
  drawFilters();
  say(items.size === 1 ? '1 message' : `${items.size} messages`);
}

async function follow() {
  reset();
  for (;;) {
    try {
      const world = await getJson('/world');
      people = world.body.slack.users;
      await showFaults();
      const wait = revision === 0 ? 0 : 5;
      const { body, headers } = await getJson(`/inbox?changed=${revision}&wait=${wait}&limit=${KEPT}`);
      if (Number(headers.get('X-Inbox-Revision')) < revision) revision = 0;
      else take(body, headers);
      if (revision === 0) await pause(1000);
    } catch (failed) {
      say('not connected, trying again', true);
      await pause(1500);
    }
  }
}

// ---- tools

function theme(next) {
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  localStorage.setItem('theme', next);
  document.getElementById('theme').textContent = { auto: '◐', light: '☀', dark: '☾' }[next];
}

document.getElementById('theme').addEventListener('click', () => {
  const now = localStorage.getItem('theme') ?? 'auto';
  theme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
});
document.getElementById('clear').addEventListener('click', () => fetch('/inbox', { method: 'DELETE' }));
document.getElementById('search').addEventListener('input', (event) => {
  wanted = event.target.value.trim().toLowerCase();
  filterAll();
});
setInterval(() => {
  const now = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  for (const clock of document.querySelectorAll('.clock')) clock.textContent = now;
}, 1000);

theme(THEMES.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'auto');
follow();
