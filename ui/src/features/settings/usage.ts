import type { Schemas } from '@/lib/api';

type Day = Schemas['UsageDay'];

const DAY_MS = 86_400_000;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The last so many days in UTC, as the server counts them; today is the last. */
export function lastDays(count: number, now: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => isoDay(now - (count - 1 - i) * DAY_MS));
}

export interface Series {
  readonly label: string;
  readonly total: number;
  /** One for each day, in their order. */
  readonly values: readonly number[];
}

/** What was used on each day; days of which nothing is told were without. */
export function seriesOf(days: readonly string[], used: readonly Day[]): readonly Series[] {
  const byDay = new Map(used.map((it) => [it.day ?? '', it]));
  const kinds = [...new Set(used.flatMap((it) => Object.keys(it.messagesSent ?? {})))].sort();
  const series = (label: string, of: (day: Day) => string | number | undefined): Series => {
    const values = days.map((day) => Number(byDay.has(day) ? (of(byDay.get(day)!) ?? 0) : 0));
    return { label, values, total: values.reduce((sum, it) => sum + it, 0) };
  };
  return [
    series('Alerts received', (it) => it.alertsReceived),
    series('API calls', (it) => it.apiCalls),
    ...kinds.map((kind) => series(`Sent: ${wordOf(kind)}`, (it) => it.messagesSent?.[kind])),
    series('SMS segments', (it) => it.smsSegments),
  ];
}

const words: Record<string, string> = {
  sms: 'SMS',
  email: 'e-mail',
  slack: 'Slack',
  slack_webhook: 'Slack webhook',
  discord: 'Discord',
  webhook: 'webhook',
};

const wordOf = (kind: string): string => words[kind] ?? kind.replaceAll('_', ' ');
