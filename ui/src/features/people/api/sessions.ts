import { queryOptions, useMutation } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type OpenSession = Schemas['OpenSession'];

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => {
    const { data } = await api.GET('/api/v1/auth/sessions');
    return data?.sessions ?? [];
  },
});

/** Ends every session of the reader, this one too. */
export function useEndSessions() {
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/auth/sessions'),
    meta: { success: 'Signed out everywhere' },
  });
}
