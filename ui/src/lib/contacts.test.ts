import { describe, expect, it } from 'vitest';
import { type ContactMethod, contactState, reachability } from './contacts';

const phone: ContactMethod = { kind: 'CONTACT_KIND_PHONE', address: '+1', enabled: true };
const mail: ContactMethod = {
  kind: 'CONTACT_KIND_EMAIL',
  address: 'a@b.c',
  enabled: true,
  label: 'work mail',
};
const answered = { verifiedTime: '2026-01-01T00:00:00Z' };

describe('reachability', () => {
  it('is sure of an address that answered a code', () => {
    expect(reachability([{ ...phone, ...answered }, mail])).toEqual({
      level: 'sure',
      text: 'Pages reach you by phone; not verified: work mail.',
    });
  });

  it('asks to verify what nobody has tried', () => {
    expect(reachability([phone])).toEqual({
      level: 'unsure',
      text: 'Nothing is sure to reach you: verify your phone.',
    });
  });

  it('does not count what is blocked or off, even when it was verified', () => {
    const blocked = { ...phone, ...answered, block: { fault: 'opted_out' } };
    expect(contactState(blocked)).toBe('blocked');
    expect(reachability([blocked]).level).toBe('no');
    expect(reachability([{ ...mail, ...answered, enabled: false }]).text).toContain('switched off');
    expect(reachability([]).text).toContain('add your phone');
  });
});
