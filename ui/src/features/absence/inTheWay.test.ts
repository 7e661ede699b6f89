import { describe, expect, it } from 'vitest';
import { inOrder, schedulesToAsk, swapOf } from './inTheWay';

const schedule = (id: string, participants: string[], feedId = '') => ({
  id,
  name: id,
  timeZone: 'UTC',
  layers: [{ name: '', participants, feedId }],
});
const away = (userId: string) => ({
  userId,
  startTime: '2031-06-02T00:00:00Z',
  endTime: '2031-06-09T00:00:00Z',
});
const calendar = (part: { userId?: string; scheduleId?: string }) => ({ region: 'at', ...part });

describe('schedules that may be in the way', () => {
  const ops = schedule('ops', ['ada', 'ben']);
  const web = schedule('web', ['ben']);
  const imported = schedule('imported', [], 'feed');
  const ids = (found: readonly { id?: string }[]) => found.map((it) => it.id);

  it('are none while nobody is away and nothing is a holiday', () => {
    expect(schedulesToAsk([ops, imported], [], [])).toEqual([]);
  });

  it('are those of whoever is away, and those whose people are not known', () => {
    expect(ids(schedulesToAsk([ops, web, imported], [away('ada')], []))).toEqual(['ops', 'imported']);
  });

  it('are those with public holidays of their own or of their people', () => {
    expect(ids(schedulesToAsk([ops, web], [], [calendar({ scheduleId: 'web' })]))).toEqual(['web']);
    expect(ids(schedulesToAsk([ops, web], [], [calendar({ userId: 'ben' })]))).toEqual(['ops', 'web']);
  });

  it('are only mine where I see but my own', () => {
    expect(ids(schedulesToAsk([ops, web], [away('ada'), away('ben')], [], 'ada'))).toEqual(['ops']);
  });
});

describe('a shift in the way', () => {
  const shift = (userId: string, day: number, kind = 'SHIFT_CONFLICT_KIND_TIME_OFF' as const) => ({
    scheduleId: 'ops',
    userId,
    kind,
    startTime: `2031-06-0${day}T09:00:00Z`,
    endTime: `2031-06-0${day + 1}T09:00:00Z`,
  });

  it('is told by time, and of one person where asked', () => {
    expect(inOrder([shift('ben', 4), shift('ada', 2)]).map((it) => it.userId)).toEqual(['ada', 'ben']);
    expect(inOrder([shift('ben', 4), shift('ada', 2)], 'ben')).toHaveLength(1);
  });

  it('knows the open swap for it, also for a part, and no other', () => {
    const swap = (part: object) => ({
      id: 's',
      scheduleId: 'ops',
      userId: 'ada',
      state: 'SWAP_STATE_OPEN' as const,
      startTime: '2031-06-02T12:00:00Z',
      endTime: '2031-06-02T18:00:00Z',
      ...part,
    });
    const mine = shift('ada', 2);
    expect(swapOf(mine, [swap({})])?.id).toBe('s');
    expect(swapOf(mine, [swap({ state: 'SWAP_STATE_DECLINED' })])).toBeUndefined();
    expect(swapOf(mine, [swap({ userId: 'ben' })])).toBeUndefined();
    expect(swapOf(mine, [swap({ scheduleId: 'web' })])).toBeUndefined();
    expect(
      swapOf(mine, [swap({ startTime: '2031-06-03T09:00:00Z', endTime: '2031-06-03T10:00:00Z' })]),
    ).toBeUndefined();
  });
});
