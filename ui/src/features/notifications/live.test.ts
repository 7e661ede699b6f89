import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '@/lib/session';
import { followNotifications, type LiveEvent } from './live';

class Socket {
  static made: Socket[] = [];
  static OPEN = 1;
  readyState = 1;
  onmessage: (message: { data: string }) => void = () => undefined;
  onclose: (closing: { code: number }) => void = () => undefined;
  readonly url: URL;
  readonly protocols: readonly string[];
  constructor(url: URL, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
    Socket.made.push(this);
  }
  send() {}
  close() {
    this.onclose({ code: 1000 });
  }
  tell(message: object) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

beforeEach(() => {
  Socket.made = [];
  vi.stubGlobal('WebSocket', Socket);
  vi.useFakeTimers();
  vi.spyOn(session, 'accessToken').mockResolvedValue('t1');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function start() {
  const end = new AbortController();
  const seen: LiveEvent[] = [];
  const states: boolean[] = [];
  const gaps = vi.fn();
  followNotifications({
    signal: end.signal,
    onEvent: (event) => seen.push(event),
    onState: (live) => states.push(live),
    onGap: gaps,
  });
  const next = async (count: number) => {
    while (Socket.made.length < count) await vi.advanceTimersByTimeAsync(1000);
    return Socket.made[count - 1]!;
  };
  return { end, seen, states, gaps, next };
}

test('goes on behind the last event after a break, and says whether it is live', async () => {
  const { end, seen, states, next } = start();
  const first = await next(1);
  expect(first.protocols).toEqual(['tocsin.v1', 'tocsin.bearer.t1']);
  expect(first.url.searchParams.get('after')).toBeNull();
  first.tell({ type: 'ready', id: '07' });
  first.tell({ type: 'event', id: '08', event: { kind: 'sent' } });
  first.onclose({ code: 1001 });
  const second = await next(2);
  expect(second.url.searchParams.get('after')).toBe('08');
  second.tell({ type: 'ready', id: '08' });
  end.abort();
  expect(seen).toEqual([{ id: '08', kind: 'sent' }]);
  expect(states).toEqual([true, false, true]);
});

test('begins anew when its place is not known any more, and says that events were missed', async () => {
  const { end, gaps, next } = start();
  const first = await next(1);
  first.tell({ type: 'ready', id: '07' });
  first.onclose({ code: 4410 });
  const second = await next(2);
  expect(second.url.searchParams.get('after')).toBeNull();
  expect(gaps).toHaveBeenCalledOnce();
  end.abort();
});

test('gets a new token when the old one is not taken', async () => {
  const renew = vi.spyOn(session, 'renew').mockResolvedValue('t2');
  const { end, next } = start();
  (await next(1)).onclose({ code: 4401 });
  await next(2);
  expect(renew).toHaveBeenCalledWith('t1');
  end.abort();
});
