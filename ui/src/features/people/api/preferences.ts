import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Preferences = Schemas['Preferences'];

export const preferencesQuery = (userId: string) =>
  queryOptions({
    queryKey: ['users', userId, 'preferences'],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/users/{user_id}/preferences', {
        params: { path: { user_id: userId } },
      });
      return data!;
    },
    enabled: userId !== '',
  });

export function useSavePreferences(userId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (preferences: Preferences) =>
      api.PATCH('/api/v1/users/{preferences.user_id}/preferences', {
        params: { path: { 'preferences.user_id': userId } },
        body: { ...preferences, userId },
      }),
    meta: { success: 'Preferences saved' },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}
