import { describe, expect, it } from 'vitest';
import { nounsIn, readable, withNames } from './sentences';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ADA = '0199c0de-0000-7000-8000-00000000ada0';
const OPS = '0199c0de-0000-7000-8000-000000000001';
const names: Record<string, string> = { [`user ${ADA}`]: 'Ada', [`schedule ${OPS}`]: 'Operations' };
const nameOf = (noun: string, id: string) => names[`${noun} ${id}`];

describe('sentences of the API', () => {
  it('tell the clock of the zone for instants of today', () => {
    expect(
      readable('Paged Ada at 2026-11-21T11:23:23Z; next at 2026-11-21T11:28:23.5Z.', NOW, 'Europe/Vienna'),
    ).toBe('Paged Ada at 12:23; next at 12:28.');
  });

  it('tell the day where it is another one in that zone', () => {
    expect(readable('Snoozed until 2026-11-21T23:30:00Z', NOW, 'Europe/Vienna')).toBe(
      'Snoozed until Sun 22 Nov, 00:30',
    );
    expect(readable('Snoozed until 2026-11-21T23:30:00Z', NOW, 'UTC')).toBe('Snoozed until 23:30');
  });

  it('leave everything else alone', () => {
    expect(readable('Version 2026-11-21 of 9999-99-99T99:99:99Z', NOW, 'UTC')).toBe(
      'Version 2026-11-21 of 9999-99-99T99:99:99Z',
    );
  });

  it('say names in place of ids', () => {
    expect(withNames(`Reassigned by user ${ADA} to schedule ${OPS}, user ${ADA}`, nameOf)).toBe(
      'Reassigned by Ada to schedule Operations, Ada',
    );
    expect(withNames(`User ${ADA} has no enabled contact method`, nameOf)).toBe(
      'Ada has no enabled contact method',
    );
  });

  it('leave out ids that say nothing, and keep those that nobody knows', () => {
    expect(withNames(`Resolved by the monitoring (integration ${OPS})`, nameOf)).toBe(
      'Resolved by the monitoring',
    );
    expect(withNames(`Acknowledged by key ${OPS}`, nameOf)).toBe('Acknowledged by an API key');
    expect(withNames(`The ticket OPS-1 at provider ${OPS} was closed`, nameOf)).toBe(
      'The ticket OPS-1 was closed',
    );
    expect(withNames(`Acknowledged by user ${OPS}`, nameOf)).toBe(`Acknowledged by user ${OPS}`);
  });

  it('tell which lists of names they need', () => {
    expect([...nounsIn([`To team ${OPS}`, 'Policy Default', `by user ${ADA}`])]).toEqual(['team', 'user']);
    expect(nounsIn(['Nothing of the kind']).size).toBe(0);
  });
});
