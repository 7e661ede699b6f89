import { describe, expect, it } from 'vitest';
import { hoursWords, restOf, sharesOf, sideWords } from './share';

const row = (userId: string, hours: number, nightHours = 0) => ({
  userId,
  userName: userId,
  hours,
  nightHours,
});

describe('the fair share', () => {
  it('is the same for everybody, who had nothing included', () => {
    const shares = sharesOf([row('ada', 60), row('ben', 30), row('cem', 0)], 'hours');
    expect([shares.total, shares.fair, shares.most]).toEqual([90, 30, 60]);
    expect(shares.people.map((it) => [it.name, it.side, it.difference])).toEqual([
      ['ada', 'above', 30],
      ['ben', 'fair', 0],
      ['cem', 'below', -30],
    ]);
  });

  it('is met within a tenth or an hour', () => {
    const sides = (...hours: number[]) =>
      sharesOf(
        hours.map((it, i) => row(`${i}`, it)),
        'hours',
      ).people.map((it) => it.side);
    expect(sides(110, 90)).toEqual(['fair', 'fair']);
    expect(sides(112, 88)).toEqual(['above', 'below']);
    expect(sides(3, 1)).toEqual(['fair', 'fair']);
    expect(sides(3.5, 1)).toEqual(['above', 'below']);
  });

  it('is told of each kind of hours by itself', () => {
    const shares = sharesOf([row('ada', 10, 0), row('ben', 10, 8)], 'nightHours');
    expect(shares.people[0]?.name).toBe('ben');
    expect(shares.fair).toBe(4);
  });

  it('of nobody and of nothing is nothing', () => {
    expect(sharesOf([], 'hours')).toEqual({ total: 0, fair: 0, most: 0, people: [] });
    expect(sharesOf([row('ada', 0)], 'hours').people[0]?.side).toBe('fair');
  });

  it('is told in words', () => {
    expect(hoursWords(3.54)).toBe('3.5 h');
    expect(hoursWords(1234.6)).toBe('1,235 h');
    const [ada] = sharesOf([row('ada', 60), row('ben', 20)], 'hours').people;
    expect(sideWords(ada!)).toBe('20 h above');
  });
});

describe('findings of rest', () => {
  const finding = (userId: string, startTime: string) => ({
    kind: 'REST_FINDING_KIND_TOO_SHORT' as const,
    userId,
    startTime,
  });

  it('are told once, by start, whichever schedules tell them', () => {
    const found = restOf([finding('ben', '2031-02'), finding('ada', '2031-01'), finding('ben', '2031-02')]);
    expect(found.map((it) => it.userId)).toEqual(['ada', 'ben']);
  });
});
