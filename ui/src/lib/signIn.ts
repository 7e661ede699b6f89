import { api } from './api';
import { session } from './session';

/** What a person signs in with; the tenant may be empty while the address belongs to one only. */
export interface Credentials {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Opens a session; true when the password is a one-time password that has to be changed first. */
export async function signIn(credentials: Credentials): Promise<boolean> {
  const { data } = await api.POST('/api/v1/auth/sign-in', { body: { ...credentials } });
  session.begin(data!);
  return data?.mustChangePassword ?? false;
}

/** Changes the password of who is signed in, which ends every session, and opens one with the new password. */
export async function replacePassword(account: Credentials, newPassword: string): Promise<void> {
  const body = { oldPassword: account.password, newPassword };
  await api.POST('/api/v1/auth/password', { body });
  await signIn({ ...account, password: newPassword });
}
