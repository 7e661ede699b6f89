import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { type Team, teamsQuery } from '@/lib/teams';
import { useDeleteTeam } from './api/teams';
import { TeamForm } from './TeamForm';

export function TeamsScreen() {
  const query = useQuery(teamsQuery);
  const { may } = useCaller();
  const [editing, setEditing] = useState<Team>();
  const begin = () => setEditing({ name: '', members: [] });
  return (
    <Page
      title="Teams"
      actions={
        may('manager') && (
          <Button look="primary" icon={<Plus size={15} aria-hidden />} onClick={begin}>
            New team
          </Button>
        )
      }
    >
      <Loaded query={query} what="the teams">
        {(teams) =>
          teams.length === 0 ? (
            <Card>
              <Empty title="No teams yet">
                <p>
                  A team answers for something together: policies can page all its members, schedules belong
                  to one.
                </p>
                {may('manager') && (
                  <Button look="primary" onClick={begin}>
                    Make the first team
                  </Button>
                )}
              </Empty>
            </Card>
          ) : (
            <ul className="grid gap-3 sm:grid-cols-2">
              {teams.map((team) => (
                <TeamCard key={team.id} team={team} onEdit={() => setEditing(team)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && <TeamForm team={editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}

function TeamCard({ team, onEdit }: { team: Team; onEdit: () => void }) {
  const { may } = useCaller();
  const nameOf = useNames();
  const remove = useDeleteTeam();
  const members = team.members ?? [];
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <h2 className="font-semibold">{team.name}</h2>
      {team.description && <p className="text-muted">{team.description}</p>}
      <p className="flex-1 text-muted">
        {members.length === 0 ? (
          <span className="text-warning">Nobody: a policy that pages this team reaches nobody.</span>
        ) : (
          members.map((it) => nameOf(it.userId)).join(', ')
        )}
      </p>
      {may('manager') && (
        <div className="flex gap-2">
          <Button onClick={onEdit} aria-label={`Edit ${team.name}`}>
            Edit
          </Button>
          <ConfirmButton
            label="Delete"
            title={`Delete ${team.name}?`}
            confirm="Delete"
            busy={remove.isPending}
            onConfirm={() => remove.mutate(team.id ?? '')}
          >
            Policies that name this team then reach nobody by it and say so.
          </ConfirmButton>
        </div>
      )}
    </li>
  );
}
