import { api } from '@/lib/api';
import { session } from '@/lib/session';

/** Opens a session; true when the password is a one-time password that has to be changed first. */
export async function signIn(credentials: {
  tenant: string;
  email: string;
  password: string;
}): Promise<boolean> {
  const { data } = await api.POST('/api/v1/auth/sign-in', { body: credentials });
  session.begin(data!);
  return data?.mustChangePassword ?? false;
}

export async function changePassword(change: { oldPassword: string; newPassword: string }): Promise<void> {
  await api.POST('/api/v1/auth/password', { body: change });
}
