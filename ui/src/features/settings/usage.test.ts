import { expect, test } from 'vitest';
import { lastDays, seriesOf } from './usage';

test('counts days in UTC, today last', () => {
  expect(lastDays(3, Date.parse('2026-03-01T00:30:00+01:00'))).toEqual([
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
  ]);
});

test('a day that is not told was without', () => {
  const series = seriesOf(
    ['2026-01-01', '2026-01-02'],
    [{ day: '2026-01-02', alertsReceived: '7', messagesSent: { sms: '2' }, smsSegments: '4', apiCalls: '9' }],
  );
  expect(series.map((it) => [it.label, it.values, it.total])).toEqual([
    ['Alerts received', [0, 7], 7],
    ['API calls', [0, 9], 9],
    ['Sent: SMS', [0, 2], 2],
    ['SMS segments', [0, 4], 4],
  ]);
});
