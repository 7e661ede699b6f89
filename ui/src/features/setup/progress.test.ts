import { describe, expect, it } from 'vitest';
import { progress, type Stored } from './progress';

const nothing: Stored = {
  channels: [],
  contacts: [],
  schedules: [],
  policies: [],
  integrations: [],
  testAlert: undefined,
};

describe('progress of the set-up', () => {
  it('begins with the channel', () => {
    expect(progress(nothing, [])).toEqual({
      channel: 'current',
      contact: 'later',
      schedule: 'later',
      policy: 'later',
      integration: 'later',
      test: 'later',
    });
  });

  it('goes on after what the server has, and passes over what was left out', () => {
    const states = progress({ ...nothing, channels: [{}], schedules: [{}] }, ['contact']);
    expect(states).toMatchObject({
      channel: 'done',
      contact: 'skipped',
      schedule: 'done',
      policy: 'current',
    });
  });

  it('does not take an address for reached before its code came back', () => {
    const contact = { kind: 'CONTACT_KIND_EMAIL' as const, address: 'a@b.c', enabled: true };
    expect(progress({ ...nothing, contacts: [contact] }, []).contact).toBe('later');
    const verified = { ...contact, verifiedTime: '2026-01-01T00:00:00Z' };
    expect(progress({ ...nothing, contacts: [verified] }, []).contact).toBe('done');
  });

  it('counts a step as done even where it was left out before', () => {
    expect(progress({ ...nothing, channels: [{}] }, ['channel']).channel).toBe('done');
  });

  it('is over when the test alert was answered, not when it was sent', () => {
    expect(progress({ ...nothing, testAlert: 'ALERT_STATE_OPEN' }, []).test).toBe('later');
    expect(progress({ ...nothing, testAlert: 'ALERT_STATE_ACKNOWLEDGED' }, []).test).toBe('done');
  });
});
