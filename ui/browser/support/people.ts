import type { Page } from '@playwright/test';
import { Api } from './api';
import type { Demo } from './server';
import { expect, signIn } from './test';

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

/** Makes somebody who can be reached for sure, as a stand-in has to be: with an address that is verified. */
export async function reachablePerson(api: Api, demo: Demo): Promise<{ id: string; name: string }> {
  const email = `standby-${crypto.randomUUID()}@acme.example`;
  const name = `Standby ${email.slice(8, 14)}`;
  const { user } = await api.post<{ user: { id: string } }>('/api/v1/users', {
    email,
    name,
    role: 'ROLE_RESPONDER',
  });
  await verifiedEmail(api, demo, user.id, email);
  return { id: user.id, name };
}

/** Gives a person a contact method by which they can be reached for sure: an e-mail address that is verified. */
export async function verifiedEmail(api: Api, demo: Demo, user: string, email: string): Promise<void> {
  const methods = `/api/v1/users/${user}/contact-methods`;
  const { id } = await api.post<{ id: string }>(methods, { kind: 'CONTACT_KIND_EMAIL', address: email });
  await api.post(`${methods}/${id}/send-code`);
  let code: string | undefined;
  await expect
    .poll(async () => {
      const inbox = await api.get<{ to: string; text: string }[]>(demo.inbox_url);
      const texts = inbox.filter((it) => it.to === email).map((it) => it.text);
      code = texts.flatMap((it) => /\b\d{6}\b/.exec(it) ?? []).at(0);
      return code;
    })
    .toMatch(/^\d{6}$/);
  await api.post(`${methods}/${id}/verify`, { code });
}
