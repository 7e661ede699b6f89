import { describe, expect, it } from 'vitest';
import { holidayDay, upcoming } from './upcoming';

describe('holidays to come', () => {
  it('are those of a year from today on, by date, each once', () => {
    const days = [
      { date: '2032-01-01', name: 'New Year' },
      { date: '2031-12-25', name: 'Christmas Day' },
      { date: '2031-12-25', name: 'Christmas Day' },
      { date: '2031-06-01', name: 'Past' },
      { date: '2032-06-02', name: 'Too far' },
    ];
    expect(upcoming(days, '2031-06-02').map((it) => it.name)).toEqual(['Christmas Day', 'New Year']);
  });

  it('name the weekday', () => {
    expect(holidayDay('2031-12-25')).toMatch(/^Thu,? 25 Dec 2031$/);
  });
});
