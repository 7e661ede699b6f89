import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from './session';

const KEY = 'tocsin.refresh';
let answerRefresh: (response: Response) => void;

/** Answers refreshes when the test says so, and everything else at once. */
const fakeFetch = vi.fn((url: string) =>
  url.endsWith('/refresh')
    ? new Promise<Response>((resolve) => {
        answerRefresh = resolve;
      })
    : Promise.resolve(new Response('{}')),
);

const renewed = () =>
  Response.json({ accessToken: 'access-2', refreshToken: 'refresh-2', expiresIn: '600s' });

beforeEach(async () => {
  vi.stubGlobal('fetch', fakeFetch);
  await session.end();
  fakeFetch.mockClear();
  session.begin({ accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: '0s' });
});

afterEach(() => vi.unstubAllGlobals());

/** A refresh that has been sent and not been answered. */
async function refreshing(): Promise<Promise<string | undefined>[]> {
  const token = session.accessToken();
  await vi.waitFor(() => expect(fakeFetch).toHaveBeenCalled(), 60_000);
  return [token];
}

test('keeps what a refresh answers', async () => {
  const [token] = await refreshing();
  answerRefresh(renewed());

  expect(await token).toBe('access-2');
  expect(localStorage.getItem(KEY)).toBe('refresh-2');
});

test('stays signed out when a refresh is answered afterwards', async () => {
  const [token] = await refreshing();
  await session.end();
  answerRefresh(renewed());

  expect(await token).toBeUndefined();
  expect(localStorage.getItem(KEY)).toBeNull();
  expect(session.state()).toBe('signed-out');
  expect(await session.accessToken()).toBeUndefined();
});

test('asks nobody for a password whose session ended by signing out', async () => {
  const [token] = await refreshing();
  await session.end();
  answerRefresh(new Response('{}', { status: 401 }));

  expect(await token).toBeUndefined();
  expect(session.state()).toBe('signed-out');
});

test('goes on with the session that was opened during a refresh', async () => {
  const [token] = await refreshing();
  session.begin({ accessToken: 'access-9', refreshToken: 'refresh-9', expiresIn: '600s' });
  answerRefresh(new Response('{}', { status: 401 }));

  expect(await token).toBe('access-9');
  expect(localStorage.getItem(KEY)).toBe('refresh-9');
  expect(session.state()).toBe('signed-in');
});

test('asks for the password when the session is over', async () => {
  const [token] = await refreshing();
  answerRefresh(new Response('{}', { status: 401 }));

  expect(await token).toBeUndefined();
  expect(session.state()).toBe('expired');
});
