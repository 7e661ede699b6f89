import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from './session';
import { replacePassword } from './signIn';

const calls: { path: string; body: unknown }[] = [];

const fakeFetch = async (input: Request | string, init?: RequestInit) => {
  const request = input instanceof Request ? input : undefined;
  const path = new URL(request?.url ?? String(input), 'http://localhost').pathname;
  calls.push({ path, body: JSON.parse(request ? await request.text() : String(init?.body)) });
  return path.endsWith('/sign-in')
    ? Response.json({ accessToken: 'access-2', refreshToken: 'refresh-2', expiresIn: '600s' })
    : Response.json({});
};

beforeEach(() => {
  vi.stubGlobal('fetch', fakeFetch);
  calls.length = 0;
});

afterEach(() => vi.unstubAllGlobals());

test('goes on with the new password, as the change has ended the session', async () => {
  session.begin({ accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: '600s' });

  await replacePassword({ tenant: 'acme', email: 'ann@acme.example', password: 'once' }, 'chosen password');

  expect(calls).toEqual([
    { path: '/api/v1/auth/password', body: { oldPassword: 'once', newPassword: 'chosen password' } },
    {
      path: '/api/v1/auth/sign-in',
      body: { tenant: 'acme', email: 'ann@acme.example', password: 'chosen password' },
    },
  ]);
  expect(localStorage.getItem('tocsin.refresh')).toBe('refresh-2');
  expect(await session.accessToken()).toBe('access-2');
});
