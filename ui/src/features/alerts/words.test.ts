import { describe, expect, it } from 'vitest';
import { countdown } from './countdown';
import { readable } from './words';

const NOW = Date.parse('2026-11-21T12:00:00Z');

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
});

describe('a countdown', () => {
  it('counts down to the second and then is now', () => {
    expect(countdown(245_000)).toBe('in 4:05');
    expect(countdown(3_845_000)).toBe('in 1:04:05');
    expect(countdown(999)).toBe('in 0:01');
    expect(countdown(0)).toBe('now');
    expect(countdown(-5000)).toBe('now');
  });
});
