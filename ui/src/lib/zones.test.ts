import { describe, expect, it } from 'vitest';
import { allZones, offsetOf } from './zones';

describe('zones', () => {
  it('names the own zone first and each one once', () => {
    const zones = allZones('Europe/Vienna');
    expect(zones.slice(0, 2)).toEqual(['Europe/Vienna', 'UTC']);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toContain('Australia/Lord_Howe');
  });

  it('tells the offset at the instant, not now', () => {
    expect(offsetOf('Europe/Vienna', new Date('2026-01-15T12:00:00Z'))).toBe('GMT+1');
    expect(offsetOf('Europe/Vienna', new Date('2026-07-15T12:00:00Z'))).toBe('GMT+2');
    expect(offsetOf('Asia/Kathmandu', new Date('2026-07-15T12:00:00Z'))).toBe('GMT+5:45');
  });

  it('tells nothing of a zone that does not exist', () => {
    expect(offsetOf('Mars/Olympus', new Date('2026-07-15T12:00:00Z'))).toBe('');
  });
});
