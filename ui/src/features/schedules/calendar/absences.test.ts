import { describe, expect, it } from 'vitest';
import { awayIn, countedRegions, holidaysIn, yearsOf } from './absences';

const ada = { id: 'ada', name: 'Ada', zone: 'Europe/Vienna' };
const ned = { id: 'ned', name: 'Ned', zone: 'America/Denver' };
const at = (text: string) => Date.parse(text);
const year = { start: at('2031-01-01T00:00Z'), end: at('2032-01-01T00:00Z') };

describe('public holidays on a calendar', () => {
  const calendars = [
    { scheduleId: 'ops', region: 'at' },
    { scheduleId: 'web', region: 'de' },
    { userId: 'ned', region: 'us-co' },
    { userId: 'gone', region: 'fr' },
  ];

  it('are those of the schedule, and what its people have of their own', () => {
    expect(countedRegions(calendars, 'ops', 'Europe/Vienna', [ada, ned])).toEqual([
      { region: 'at', zone: 'Europe/Vienna', names: [] },
      { region: 'us-co', zone: 'America/Denver', names: ['Ned'] },
    ]);
  });

  it('are told once where somebody has the same as the schedule', () => {
    const same = [...calendars, { userId: 'ada', region: 'at' }];
    expect(countedRegions(same, 'ops', 'Europe/Vienna', [ada])).toHaveLength(1);
  });

  it('may come from an imported calendar', () => {
    const feedId = '0198f1c2-0000-7000-8000-000000000001';
    expect(countedRegions([{ scheduleId: 'ops', region: '', feedId }], 'ops', 'UTC', [])).toEqual([
      { region: feedId, zone: 'UTC', names: [] },
    ]);
  });

  it('of a schedule that is not stored are those of its people', () => {
    expect(countedRegions([...calendars, { region: 'it' }], '', 'UTC', [ada, ned])).toEqual([
      { region: 'us-co', zone: 'America/Denver', names: ['Ned'] },
    ]);
  });

  it('last from midnight to midnight in the zone they count in', () => {
    const [day] = holidaysIn(
      [{ region: 'us-co', zone: 'America/Denver', names: ['Ned'] }],
      () => [{ date: '2031-07-04', name: 'Independence Day' }],
      year,
    );
    expect(day).toEqual({
      start: at('2031-07-04T06:00Z'),
      end: at('2031-07-05T06:00Z'),
      kind: 'holiday',
      title: 'Independence Day: Ned',
    });
  });

  it('outside of the range are left out', () => {
    const days = [{ date: '2031-12-25', name: 'Christmas Day' }];
    const counted = [{ region: 'at', zone: 'UTC', names: [] }];
    const until = (text: string) => ({ start: year.start, end: at(text) });
    expect(holidaysIn(counted, () => days, until('2031-12-25T00:00Z'))).toEqual([]);
    expect(holidaysIn(counted, () => days, until('2031-12-25T00:01Z'))).toHaveLength(1);
  });

  it('are asked for in each year that the range touches', () => {
    expect(yearsOf({ start: at('2031-11-20T00:00Z'), end: at('2032-02-01T00:00Z') })).toEqual([2031, 2032]);
    expect(yearsOf({ start: at('2031-05-01T00:00Z'), end: at('2031-06-01T00:00Z') })).toEqual([2031]);
  });
});

describe('time off on a calendar', () => {
  const off = (userId: string, from: string, until: string) => ({
    userId,
    startTime: `2031-06-${from}T00:00:00Z`,
    endTime: `2031-06-${until}T00:00:00Z`,
  });

  it('is that of the people of the schedule, within the range', () => {
    const all = [
      off('ned', '08', '09'),
      off('ada', '02', '05'),
      off('eve', '02', '05'),
      off('ada', '20', '22'),
    ];
    const range = { start: at('2031-06-01T00:00Z'), end: at('2031-06-15T00:00Z') };
    expect(awayIn(all, [ada, ned], range).map((it) => it.title)).toEqual(['Ada is away', 'Ned is away']);
  });
});
