import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { type Team, teamsQuery } from '@/lib/teams';

function useTeamMutation<V>(success: string, run: (variables: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { success },
    onSuccess: () => queries.invalidateQueries({ queryKey: teamsQuery.queryKey }),
  });
}

/** Creates a team, or changes the one whose id is given. */
export const useSaveTeam = () =>
  useTeamMutation('Team saved', (team: Team) =>
    team.id
      ? api.PATCH('/api/v1/teams/{team.id}', {
          params: { path: { 'team.id': team.id }, query: { updateMask: 'name,description,members' } },
          body: team,
        })
      : api.POST('/api/v1/teams', { body: team }),
  );

export const useDeleteTeam = () =>
  useTeamMutation('Team deleted', (id: string) =>
    api.DELETE('/api/v1/teams/{id}', { params: { path: { id } } }),
  );
