import { X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, TextArea } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useNames } from '@/lib/people';
import type { Team } from '@/lib/teams';
import { useSaveTeam } from './api/teams';

/** A new team, or a change to one. */
export function TeamForm({ team, onClose }: { team: Team; onClose: () => void }) {
  const [name, setName] = useState(team.name);
  const [description, setDescription] = useState(team.description ?? '');
  const [members, setMembers] = useState(team.members ?? []);
  const nameOf = useNames();
  const save = useSaveTeam();
  const problem = save.error ? asProblem(save.error) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={team.id ? `Edit ${team.name}` : 'New team'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="team" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="team"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...team, name: name.trim(), description, members }, { onSuccess: onClose });
        }}
      >
        <FormError>{problem && !problem.of('name') && problem.message}</FormError>
        <Field label="Name" error={problem?.of('name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="What it answers for" error={problem?.of('description')}>
          <TextArea
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <Field label="Add a member">
          <PersonPicker
            value=""
            exclude={members.map((it) => it.userId ?? '')}
            onChange={(userId) => setMembers([...members, { userId }])}
          />
        </Field>
        <ul aria-label="Members" className="flex flex-col gap-1">
          {members.map((member) => (
            <li
              key={member.userId}
              className="flex items-center justify-between rounded-md bg-sunken py-0.5 pr-0.5 pl-3"
            >
              {nameOf(member.userId)}
              <IconButton
                label={`Remove ${nameOf(member.userId)}`}
                onClick={() => setMembers(members.filter((it) => it !== member))}
              >
                <X size={15} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}
