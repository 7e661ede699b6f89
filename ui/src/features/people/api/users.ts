import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';
import { allPages } from '@/lib/people';

export type User = Schemas['User'];
export type Role = Exclude<Schemas['Role'], 'ROLE_UNSPECIFIED'>;

export const roles: readonly { role: Role; label: string; may: string }[] = [
  { role: 'ROLE_VIEWER', label: 'Viewer', may: 'sees everything, changes nothing' },
  { role: 'ROLE_RESPONDER', label: 'Responder', may: 'answers alerts and takes shifts' },
  { role: 'ROLE_MANAGER', label: 'Manager', may: 'arranges schedules, policies and routes' },
  { role: 'ROLE_ADMIN', label: 'Admin', may: 'manages people, integrations and channels' },
  { role: 'ROLE_OWNER', label: 'Owner', may: 'may do everything' },
];

export const roleLabel = (role: string | undefined): string =>
  roles.find((it) => it.role === role)?.label ?? 'No role';

/** People with the deactivated ones. */
export const everybodyQuery = queryOptions({
  queryKey: ['users', 'with-inactive'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/users', {
        params: { query: { pageSize: 500, pageToken, includeInactive: true } },
      });
      return { items: data?.users, next: data?.nextPageToken };
    }),
});

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', id],
    queryFn: async () => (await api.GET('/api/v1/users/{id}', { params: { path: { id } } })).data!,
    enabled: id !== '',
  });

/** Everything that shows people is read anew after a change to one. */
export function useUserMutation<V, R>(success: string | undefined, run: (variables: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: success ? { success } : { quiet: true },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['users'] }),
        queries.invalidateQueries({ queryKey: ['schedules'] }),
      ]),
  });
}

export const useUpdateUser = () =>
  useUserMutation('Saved', async ({ user, mask }: { user: User; mask: string }) => {
    const { data } = await api.PATCH('/api/v1/users/{user.id}', {
      params: { path: { 'user.id': user.id ?? '' }, query: { updateMask: mask } },
      body: user,
    });
    return data!;
  });

export const useDeactivate = () =>
  useUserMutation('Deactivated', (id: string) =>
    api.DELETE('/api/v1/users/{id}', { params: { path: { id } } }),
  );

export const useCreateUser = () =>
  useUserMutation(undefined, async (body: { email: string; name: string; role: Role; timeZone: string }) => {
    const { data } = await api.POST('/api/v1/users', { body });
    return data!;
  });

/** A new one-time password for somebody who cannot sign in any more; every session of theirs ends. */
export const useResetPassword = () =>
  useUserMutation(undefined, async (id: string) => {
    const { data } = await api.POST('/api/v1/users/{user_id}/reset-password', {
      params: { path: { user_id: id } },
      body: {},
    });
    return data?.oneTimePassword ?? '';
  });
