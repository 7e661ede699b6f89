import { describe, expect, it } from 'vitest';
import type { Alert, AlertPage } from './api/listAlerts';
import type { TimelineEntry } from './api/oneAlert';
import { summaryOf } from './changes';
import { itemsOf, worstOf } from './grouping';
import { entering, pagesAfter, unseen, withAdded, withSilences } from './live';

const alert = (id: string, groupId: string, more: Alert = {}): Alert => ({
  id,
  groupId,
  state: 'ALERT_STATE_OPEN',
  severity: 'SEVERITY_MINOR',
  ...more,
});
const entry = (code: string, more: TimelineEntry = {}): TimelineEntry => ({
  id: 'e',
  time: '2026-11-21T12:00:00Z',
  actor: { kind: 'user', id: 'ada' },
  reason: { code, facts: {} },
  ...more,
});
const pages: AlertPage[] = [
  { alerts: [alert('a', 'g'), alert('b', 'g')] },
  { alerts: [alert('c', 'h'), alert('d', 'h')] },
];
const states = (list: AlertPage[]) => list.flatMap((it) => it.alerts ?? []).map((it) => it.state?.slice(12));

describe('the list after an entry', () => {
  it('shows an answer on the whole group, whichever alert it was given to', () => {
    const after = pagesAfter(pages, [entry('acknowledged', { alertId: 'a', groupId: 'g' })]);
    expect(states(after)).toEqual(['ACKNOWLEDGED', 'ACKNOWLEDGED', 'OPEN', 'OPEN']);
    expect(after[0]?.alerts?.[1]?.acknowledgedBy).toEqual({ kind: 'user', id: 'ada' });
    expect(after[1]).toBe(pages[1]);
  });

  it('ends the one alert that is named, or all of the group when none is', () => {
    expect(states(pagesAfter(pages, [entry('resolved', { alertId: 'c', groupId: 'h' })]))).toEqual([
      'OPEN',
      'OPEN',
      'RESOLVED',
      'OPEN',
    ]);
    expect(states(pagesAfter(pages, [entry('resolved', { groupId: 'h' })]))).toEqual([
      'OPEN',
      'OPEN',
      'RESOLVED',
      'RESOLVED',
    ]);
  });

  it('takes entries in their order, and nothing opens what is over', () => {
    const after = pagesAfter(pages, [
      entry('snoozed', {
        groupId: 'g',
        reason: { code: 'snoozed', facts: { until: '2026-11-21T13:00:00Z' } },
      }),
      entry('resolved.by_source', { alertId: 'b', groupId: 'g' }),
      entry('snooze_over', { groupId: 'g' }),
    ]);
    expect(states(after)).toEqual(['OPEN', 'RESOLVED', 'OPEN', 'OPEN']);
    expect(after[0]?.alerts?.[0]?.snoozeEndTime).toBeUndefined();
  });

  it('is the very same when nothing on it changed', () => {
    expect(pagesAfter(pages, [entry('note', { alertId: 'a', groupId: 'g' })])).toBe(pages);
  });

  it('knows which of the loaded alerts are new', () => {
    expect(unseen(pages, [alert('x', 'y'), alert('a', 'g')]).map((it) => it.id)).toEqual(['x']);
  });
});

describe('alerts that come into a narrowed list', () => {
  it('are put where they belong', () => {
    const loaded = [
      { alerts: [alert('9', 'g'), alert('7', 'g')] },
      { alerts: [alert('5', 'g')], nextPageToken: 'more' },
    ];
    const ids = (list: AlertPage[]) => list.map((it) => it.alerts?.map((each) => each.id).join(''));
    const found = ['3', '6', '8', '9', '95'].map((id) => alert(id, 'g'));
    expect(ids(withAdded(loaded, found))).toEqual(['9598'.concat('7'), '65']);
    expect(ids(withAdded([{ alerts: [] }], found))).toEqual(['959863']);
    expect(withAdded(loaded, [alert('9', 'g')])).toEqual(loaded);
  });

  it('are looked for only when an entry may have brought one', () => {
    const of = (code: string) => [entry(code, { groupId: 'g' })];
    expect(entering(['resolved'], of('resolved.by_source'))).toEqual(['g']);
    expect(entering(['acknowledged'], of('acknowledged'))).toEqual(['g']);
    expect(entering(['open'], of('reassigned'))).toEqual(['g']);
    expect(entering(['open', 'acknowledged'], of('acknowledged'))).toEqual([]);
    expect(entering([], of('resolved'))).toEqual([]);
    expect(entering(['resolved'], of('note'))).toEqual([]);
    expect(entering(['open', 'resolved'], [...of('resolved'), ...of('resolved')])).toEqual(['g']);
  });
});

describe('the list after a silence was made or ended elsewhere', () => {
  it('shows which alerts are held, and leaves the others the very same', () => {
    const held = { silenceId: 's', silenceEndTime: '2026-11-21T13:00:00Z' };
    const after = withSilences(pages, [alert('b', 'g', held)]);
    expect(after[0]?.alerts?.map((it) => it.silenceId)).toEqual([undefined, 's']);
    expect(after[1]).toBe(pages[1]);
    expect(
      withSilences(after, [])
        .flatMap((it) => it.alerts ?? [])
        .map((it) => it.silenceId),
    ).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('grouping', () => {
  const alerts = [alert('a', 'g'), alert('c', 'h'), alert('b', 'g', { severity: 'SEVERITY_CRITICAL' })];

  it('puts a group where its newest alert stands, and leaves a single one alone', () => {
    expect(itemsOf(alerts, true, new Set()).map((it) => it.key)).toEqual(['group:g', 'c']);
    expect(itemsOf(alerts, true, new Set(['g'])).map((it) => it.key)).toEqual(['group:g', 'a', 'b', 'c']);
    expect(itemsOf(alerts, false, new Set()).map((it) => it.key)).toEqual(['a', 'c', 'b']);
  });

  it('is as bad as its worst', () => {
    expect(worstOf(alerts)).toBe('SEVERITY_CRITICAL');
    expect(worstOf([])).toBeUndefined();
  });
});

describe('what became of an action on several', () => {
  it('is told in one sentence', () => {
    expect(
      summaryOf(
        [
          { outcome: 'CHANGE_OUTCOME_CHANGED' },
          { outcome: 'CHANGE_OUTCOME_CHANGED' },
          { outcome: 'CHANGE_OUTCOME_ALREADY_DONE' },
          { error: 'no such alert' },
        ],
        'acknowledged',
      ),
    ).toBe('2 acknowledged, 1 had been acknowledged before, 1 failed: no such alert');
  });
});
