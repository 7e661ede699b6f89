import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { type Role, roleLabel, type User, userQuery, useUpdateUser } from './api/users';
import { ContactMethods } from './ContactMethods';
import { Deactivation } from './Deactivation';
import { PasswordReset } from './PasswordReset';
import { PreferencesForm } from './PreferencesForm';
import { RoleSelect } from './RoleSelect';

export function PersonScreen() {
  const { id } = useParams({ from: '/shell/people/$id' });
  const query = useQuery(userQuery(id));
  return (
    <Loaded query={query} what="this person">
      {(user) => <Person key={user.id} user={user} />}
    </Loaded>
  );
}

function Person({ user }: { user: User }) {
  const { may, userId } = useCaller();
  const mine = user.id === userId;
  const id = user.id ?? '';
  return (
    <Page
      title={user.name}
      actions={
        <>
          {!user.active && <Badge>deactivated</Badge>}
          {mine && (
            <Link to="/me" className="text-accent underline">
              Your account
            </Link>
          )}
        </>
      }
    >
      <Card title="Person">
        {may('admin') ? (
          <Form key={user.updateTime} user={user} />
        ) : (
          <Facts
            items={[
              ['E-mail', user.email],
              ['Role', roleLabel(user.role)],
              ['Time zone', user.timeZone || 'UTC'],
            ]}
          />
        )}
      </Card>
      {(mine || may('manager')) && (
        <ContactMethods userId={id} email={user.email} mine={mine} mayChange={mine || may('admin')} />
      )}
      {(mine || may('manager')) && <PreferencesForm userId={id} mayChange={mine || may('admin')} />}
      {may('admin') && !mine && user.active && <PasswordReset user={user} />}
      {may('admin') && !mine && <Deactivation user={user} />}
    </Page>
  );
}

function Form({ user }: { user: User }) {
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email ?? '');
  const [role, setRole] = useState((user.role ?? 'ROLE_VIEWER') as Role);
  const update = useUpdateUser();
  const problem = update.error ? asProblem(update.error) : undefined;
  const changed = name !== user.name || email !== user.email || role !== user.role;
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({
          user: { ...user, name: name.trim(), email: email.trim(), role },
          mask: 'name,email,role',
        });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Name" error={problem?.of('name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="E-mail" error={problem?.of('email')}>
          <Input type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <RoleSelect role={role} onChange={setRole} error={problem?.of('role')} />
      </div>
      <Button look="primary" type="submit" busy={update.isPending} disabled={!changed} className="self-start">
        Save
      </Button>
    </form>
  );
}
