import { describe, expect, it } from 'vitest';
import { waitingFor } from './api';

const swap = (id: string, part: object) => ({
  id,
  scheduleId: 's',
  userId: 'ada',
  state: 'SWAP_STATE_OPEN' as const,
  startTime: '2031-06-02T09:00:00Z',
  endTime: '2031-06-03T09:00:00Z',
  ...part,
});

describe('swaps that wait for me', () => {
  it('are open, ask me or everybody, and are not my own', () => {
    const swaps = [
      swap('me', { askedUserId: 'ben' }),
      swap('all', { askedUserId: '' }),
      swap('other', { askedUserId: 'cem' }),
      swap('mine', { userId: 'ben' }),
      swap('done', { askedUserId: 'ben', state: 'SWAP_STATE_ACCEPTED' }),
    ];
    expect(waitingFor(swaps, 'ben').map((it) => it.id)).toEqual(['me', 'all']);
  });
});
