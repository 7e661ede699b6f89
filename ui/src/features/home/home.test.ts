import { describe, expect, it } from 'vitest';
import { byUrgency, countsOf, deliveryHealth, takenBy } from './standing';
import { trendOf } from './trend';

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
  it('counts the hours back from now', () => {
    const trend = trendOf([NOW, NOW - 59 * 60_000, NOW - 61 * 60_000, NOW - 25 * 3_600_000], false, NOW);
    expect(trend.hours).toHaveLength(24);
    expect(trend.hours.slice(-2).map((it) => it.count)).toEqual([1, 2]);
    expect(trend.total).toBe(3);
  });

  it('does not know the hours before what was loaded', () => {
    const trend = trendOf([NOW, NOW - 90 * 60_000], true, NOW);
    expect(trend.hours.slice(-3).map((it) => it.count)).toEqual([undefined, undefined, 1]);
  });
});
