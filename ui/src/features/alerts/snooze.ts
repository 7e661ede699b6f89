import type { SnoozeLength } from './api/changeAlerts';

export interface SnoozeChoice {
  readonly label: string;
  readonly length: SnoozeLength;
}

const HOUR = 9;

/** `HOUR` o'clock of the reader's next morning: today's when it is night still. */
export function nextMorning(now: Date): Date {
  const morning = new Date(now);
  morning.setHours(HOUR, 0, 0, 0);
  if (now.getHours() >= 5) morning.setDate(morning.getDate() + 1);
  return morning;
}

/** What people snooze for. */
export function snoozeChoices(now: Date): readonly SnoozeChoice[] {
  return [
    { label: '15 minutes', length: { duration: '900s' } },
    { label: '1 hour', length: { duration: '3600s' } },
    { label: '4 hours', length: { duration: '14400s' } },
    { label: `Until ${HOUR}:00 in the morning`, length: { endTime: nextMorning(now).toISOString() } },
  ];
}
