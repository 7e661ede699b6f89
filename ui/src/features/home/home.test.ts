import { describe, expect, it } from 'vitest';
import { byUrgency, countsOf, deliveryHealth, takenBy } from './standing';
import { trendOf, trendWords } from './trend';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

describe('what needs somebody', () => {
  it('comes by severity, and the longest waiting first', () => {
    const alerts = [
      { id: 'new critical', severity: 'SEVERITY_CRITICAL', createTime: ago(1) },
      { id: 'info', severity: 'SEVERITY_INFO', createTime: ago(500) },
      { id: 'old critical', severity: 'SEVERITY_CRITICAL', createTime: ago(9) },
    ] as const;
    expect(byUrgency(alerts).map((it) => it.id)).toEqual(['old critical', 'new critical', 'info']);
  });

  it('is counted by severity while nobody has answered', () => {
    expect(
      countsOf([
        { state: 'ALERT_STATE_OPEN', severity: 'SEVERITY_CRITICAL', count: '2' },
        { state: 'ALERT_STATE_ACKNOWLEDGED', severity: 'SEVERITY_CRITICAL', count: '5' },
        { state: 'ALERT_STATE_OPEN', severity: 'SEVERITY_INFO', count: '1' },
      ]),
    ).toEqual({ critical: 2, major: 0, minor: 0, warning: 0, info: 1 });
  });

  it('is mine when I have taken it, not an API key with my id', () => {
    const alerts = [
      { id: 'mine', acknowledgedBy: { kind: 'user', id: 'ada' } },
      { id: 'other', acknowledgedBy: { kind: 'user', id: 'ben' } },
      { id: 'key', acknowledgedBy: { kind: 'key', id: 'ada' } },
    ];
    expect(takenBy(alerts, 'ada').map((it) => it.id)).toEqual(['mine']);
    expect(takenBy(alerts, undefined)).toEqual([]);
  });
});

describe('the health of delivery', () => {
  const some = (...minutes: number[]) => ({
    deliveries: minutes.map((it) => ({ createTime: ago(it) })),
    more: false,
  });

  it('is good when nothing failed lately and nothing waits long', () => {
    expect(deliveryHealth(some(25 * 60), some(1), NOW).good).toBe(true);
  });

  it('tells how many failed and how many wait', () => {
    expect(deliveryHealth(some(5, 10), some(3), NOW)).toEqual({
      good: false,
      words: '2 messages could not be delivered in the last 24 hours, 1 has waited for more than two minutes',
    });
    expect(deliveryHealth({ ...some(5), more: true }, some(), NOW).words).toBe(
      '1+ messages could not be delivered in the last 24 hours',
    );
  });
});

describe('the trend', () => {
  const hour = (start: string, count: string) => ({ startTime: start, count });
  const clock = (start: number) => new Date(start).toISOString().slice(11, 16);

  it('adds up the hours and names the fullest', () => {
    const trend = trendOf([
      hour('2026-11-21T10:00:00Z', '1'),
      hour('2026-11-21T11:00:00Z', '4'),
      { startTime: '2026-11-21T12:00:00Z' },
    ]);
    expect(trend.total).toBe(5);
    expect(trend.hours.at(-1)?.count).toBe(0);
    expect(trendWords(trend, clock)).toBe('5 alerts in the last 24 hours, most in the hour from 11:00');
  });

  it('says so when there was none, or one', () => {
    expect(trendWords(trendOf([]), clock)).toBe('No alert in the last 24 hours');
    expect(trendWords(trendOf([hour('2026-11-21T10:00:00Z', '1')]), clock)).toBe(
      '1 alert in the last 24 hours',
    );
  });
});
