import type { Page } from '@playwright/test';
import { Api } from './api';
import type { Demo } from './server';
import { signIn } from './test';

/** Makes a person of a role and gives the page their session; answers the person's id. */
export async function signInAs(page: Page, demo: Demo, role: string): Promise<string> {
  const email = `${role}-${crypto.randomUUID()}@acme.example`;
  const { oneTimePassword, user } = await new Api(demo.base_url, demo.api_keys.owner).post<{
    oneTimePassword: string;
    user: { id: string };
  }>('/api/v1/users', { email, name: `Somebody ${role}`, role });
  const { accessToken } = await new Api(demo.base_url, '').post<{ accessToken: string }>(
    '/api/v1/auth/sign-in',
    { email, password: oneTimePassword },
  );
  const password = crypto.randomUUID();
  const changed = await fetch(`${demo.base_url}/api/v1/auth/password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ oldPassword: oneTimePassword, newPassword: password }),
  });
  if (!changed.ok) throw new Error(`The password of ${email} could not be changed: ${await changed.text()}`);
  await signIn(page, { ...demo, owner: { email, password } });
  return user.id;
}
