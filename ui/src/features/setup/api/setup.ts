import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { session } from '@/lib/session';

export const setupQuery = queryOptions({
  queryKey: ['setup', 'state'],
  queryFn: async () => (await api.GET('/api/v1/setup')).data!.state,
  staleTime: 0,
});

export interface FirstOwner {
  readonly token: string;
  readonly tenantName: string;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly password: string;
  readonly timeZone: string;
}

/** Makes the first tenant and signs its owner in. */
export function useCompleteSetup() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (owner: FirstOwner) => (await api.POST('/api/v1/setup', { body: owner })).data!,
    meta: { quiet: true },
    onSuccess: (opened) => {
      session.begin(opened);
      return queries.invalidateQueries();
    },
  });
}
