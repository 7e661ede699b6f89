import { describe, expect, it } from 'vitest';
import { seenIn } from '../seenLabels';
import { alertScope } from './alertScope';
import { completionsAt, namesOf } from './complete';
import { nodeOf } from './scope';

const scope = alertScope(
  seenIn([
    { labels: { team: 'db', 'app.kubernetes.io/name': 'pay' }, source: 'grafana' },
    { labels: { team: "o'web" } },
    { labels: { team: 'db' } },
  ]),
);
const labels = (before: string, explicit = false) =>
  completionsAt(before, scope, explicit)?.options.map((option) => option.label);

describe('completion of CEL', () => {
  it('offers variables and functions at the start of a word', () => {
    expect(labels('sev')).toEqual(expect.arrayContaining(['severity', 'labels', 'has']));
  });

  it('offers nothing on an empty place before it is asked', () => {
    expect(labels('')).toBeUndefined();
    expect(labels('', true)).toContain('labels');
  });

  it('offers the labels that alerts had behind a dot, and what a map can do', () => {
    expect(labels('labels.')).toEqual(expect.arrayContaining(['team', 'app.kubernetes.io/name', 'exists']));
  });

  it('offers them in brackets with their closing', () => {
    expect(labels("labels['a")).toContain("'app.kubernetes.io/name']");
  });

  it('offers values seen, most frequent first and with their quotes escaped', () => {
    expect(labels("labels.team == '")).toEqual(["'db'", "'o\\'web'"]);
    expect(labels("labels['team'] in ['db', '")).toEqual(["'db'", "'o\\'web'"]);
    expect(labels('severity == ')).toContain("'critical'");
  });

  it('replaces the quote that was opened', () => {
    expect(completionsAt("labels.team == 'd", scope)?.length).toBe(2);
  });

  it('stays silent within a text', () => {
    expect(labels("labels.team.matches('sev")).toBeUndefined();
  });

  it('offers what a time can do', () => {
    expect(labels('now.get')).toContain('getDayOfWeek');
    expect(labels('labels.team.')).toContain('startsWith');
  });

  it('reads paths with lists and brackets', () => {
    expect(namesOf(`payload.alerts[0]['a b'].c`)).toEqual(['payload', 'alerts', 'a b', 'c']);
  });

  it('finds the names of a payload through its lists', () => {
    const payload = { variables: [nodeOf('payload', { alerts: [{ host: 'db-1' }] })] };
    expect(completionsAt('payload.alerts[0].', payload)?.options.map((it) => it.label)).toContain('host');
  });
});
