import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card } from '@/components/Page';
import { peopleOf } from '@/lib/layers';
import { schedulesQuery } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import { policiesQuery } from './api/breaks';
import { type User, useDeactivate, useUpdateUser } from './api/users';

/** Ends a person's part in everything, and says beforehand what that leaves open; or takes them back. */
export function Deactivation({ user }: { user: User }) {
  const id = user.id ?? '';
  const schedules = useQuery(schedulesQuery);
  const teams = useQuery(teamsQuery);
  const policies = useQuery(policiesQuery);
  const deactivate = useDeactivate();
  const update = useUpdateUser();
  const named: readonly [what: string, names: readonly string[]][] = [
    [
      'turns stay empty on',
      (schedules.data ?? [])
        .filter((it) => it.layers?.some((layer) => peopleOf([layer]).includes(id)))
        .map((it) => it.name),
    ],
    [
      'is paged no more by the policies',
      (policies.data ?? [])
        .filter((it) => it.steps.some((step) => step.targets?.some((target) => target.userId === id)))
        .map((it) => it.name),
    ],
    [
      'is still listed in the teams',
      (teams.data ?? [])
        .filter((it) => it.members?.some((member) => member.userId === id))
        .map((it) => it.name),
    ],
  ];
  const breaks = named.filter(([, names]) => names.length > 0);
  if (!user.active) {
    return (
      <Card title="Deactivated">
        <div className="flex flex-col gap-3 p-4">
          <p className="text-muted">{user.name} cannot sign in and is never paged.</p>
          <Button
            className="self-start"
            busy={update.isPending}
            onClick={() => update.mutate({ user: { ...user, active: true }, mask: 'active' })}
          >
            Activate again
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card title="Deactivate">
      <div className="flex flex-col items-start gap-3 p-4">
        <p className="text-muted">
          Sessions end and pages stop at once; what {user.name} did stays in the history under this name.
        </p>
        {breaks.length > 0 && (
          <div className="rounded-md bg-warning-bg px-3 py-2 text-warning">
            <p className="font-medium">What then needs somebody else:</p>
            <ul className="list-disc pl-5">
              {breaks.map(([what, names]) => (
                <li key={what}>
                  {what} {names.join(', ')}
                </li>
              ))}
            </ul>
          </div>
        )}
        <ConfirmButton
          label="Deactivate"
          title={`Deactivate ${user.name}?`}
          confirm="Deactivate"
          busy={deactivate.isPending}
          onConfirm={() => deactivate.mutate(id)}
        >
          {breaks.length > 0
            ? `${user.name} ${breaks.map(([what, names]) => `${what} ${names.join(', ')}`).join('; ')}.`
            : 'No schedule, policy or team names this person.'}
        </ConfirmButton>
      </div>
    </Card>
  );
}
