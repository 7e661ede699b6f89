import createClient, { type Middleware } from 'openapi-fetch';
import { session } from '../session';
import { problemOf } from './problem';
import type { paths } from './schema';

/** Paths that are called without a session. */
const open = ['/api/v1/auth/sign-in', '/api/v1/auth/refresh', '/api/v1/setup'];

/**
 * Puts the access token on every call, and when the server no longer takes it, gets a new one and repeats the
 * call once: what the reader was typing stays on the screen.
 */
const bearer: Middleware = {
  async onRequest({ request, schemaPath }) {
    if (!open.includes(schemaPath)) {
      const token = await session.accessToken();
      if (token) request.headers.set('Authorization', `Bearer ${token}`);
    }
    return request;
  },
};

/** Turns every error answer into a thrown {@link Problem}, so that callers have one way to fail. */
const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return undefined;
  },
};

async function fetchAgainAfterRefresh(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || !request.headers.has('Authorization')) return response;
  const token = await session.renew(request.headers.get('Authorization')?.slice('Bearer '.length));
  if (!token) return response;
  again.headers.set('Authorization', `Bearer ${token}`);
  return fetch(again);
}

/** The public REST API, typed from the protos. Every call resolves to `{ data }` or throws a Problem. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  fetch: fetchAgainAfterRefresh,
  querySerializer: { array: { style: 'form', explode: true } },
});

api.use(bearer, problems);
