import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input } from '@/components/Field';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import { readerZone } from '@/lib/time';
import { type Role, useCreateUser } from './api/users';
import { OneTimePassword } from './OneTimePassword';
import { RoleSelect } from './RoleSelect';

/** Adds a person; the one-time password is shown once, then never again. */
export function NewPerson({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('ROLE_RESPONDER');
  const [timeZone, setTimeZone] = useState(readerZone());
  const create = useCreateUser();
  const problem = create.error ? asProblem(create.error) : undefined;
  const wrong = (field: string) => problem?.of(field);
  const atField = ['name', 'email', 'role', 'time_zone'].some(wrong);

  if (create.data) {
    return (
      <OneTimePassword
        title={`${create.data.user?.name} was added`}
        email={create.data.user?.email ?? ''}
        password={create.data.oneTimePassword ?? ''}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a person"
      description="They sign in with a one-time password that you hand over."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-person" busy={create.isPending}>
            Add
          </Button>
        </>
      }
    >
      <form
        id="new-person"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name: name.trim(), email: email.trim(), role, timeZone });
        }}
      >
        <FormError>{problem && !atField && problem.message}</FormError>
        <Field label="Name" error={wrong('name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="E-mail" hint="Also the name for signing in." error={wrong('email')}>
          <Input type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <RoleSelect role={role} onChange={setRole} error={wrong('role')} />
        <Field label="Time zone" error={wrong('time_zone')}>
          <ZonePicker value={timeZone} onChange={setTimeZone} />
        </Field>
      </form>
    </Dialog>
  );
}
