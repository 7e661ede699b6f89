import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Schemas } from './api';
import { session } from './session';

export type Role = NonNullable<Schemas['Role']>;

const order: readonly string[] = ['viewer', 'responder', 'manager', 'admin', 'owner'];

/** Rank of a role as the API names it, in any spelling (`ROLE_MANAGER`, `manager`). */
export const rankOf = (role: string | undefined): number =>
  order.indexOf((role ?? '').replace(/^ROLE_/, '').toLowerCase());

export const callerQuery = queryOptions({
  queryKey: ['caller'],
  queryFn: async () => (await api.GET('/api/v1/auth/me')).data!,
  staleTime: 60_000,
  enabled: () => session.state() !== 'signed-out',
});

/** Who the reader is, and whether they may do what takes a role. */
export function useCaller() {
  const { data } = useQuery(callerQuery);
  return {
    userId: data?.userId,
    tenantId: data?.tenantId,
    role: data?.role,
    /** False while unknown. */
    may: (least: 'viewer' | 'responder' | 'manager' | 'admin' | 'owner') =>
      data !== undefined && rankOf(data.role) >= rankOf(least),
  };
}
