import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import { readerZone } from '@/lib/time';
import { useCompleteSetup } from './api/setup';

const MIN_PASSWORD = 12;

/** The organisation and its owner: the one step that cannot be left out. */
export function OwnerForm({ token: given, onDone }: { token: string; onDone: () => void }) {
  const [token, setToken] = useState(given);
  const [tenantName, setTenant] = useState('');
  const [ownerName, setName] = useState('');
  const [ownerEmail, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [timeZone, setZone] = useState(readerZone());
  const complete = useCompleteSetup();
  const problem = complete.error ? asProblem(complete.error) : undefined;
  const atField = ['tenant_name', 'owner_name', 'owner_email', 'password', 'time_zone'].some((it) =>
    problem?.of(it),
  );
  return (
    <form
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        complete.mutate(
          {
            token: token.trim(),
            tenantName: tenantName.trim(),
            ownerName: ownerName.trim(),
            ownerEmail,
            password,
            timeZone,
          },
          { onSuccess: onDone },
        );
      }}
    >
      <div>
        <h2 className="font-semibold">Your organisation and its owner</h2>
        <p className="text-muted">
          In about five minutes an alert reaches your phone. This account may do everything; others are added
          later.
        </p>
      </div>
      <FormError>{problem && !atField && problem.message}</FormError>
      {!given && (
        <Field
          label="Set-up token"
          hint="The server prints it in a link when it starts on an empty data folder."
        >
          <Input
            required
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </Field>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Organisation" error={problem?.of('tenant_name')}>
          <Input
            required
            autoFocus
            maxLength={120}
            autoComplete="organization"
            value={tenantName}
            onChange={(event) => setTenant(event.target.value)}
          />
        </Field>
        <Field label="Your name" error={problem?.of('owner_name')}>
          <Input
            required
            maxLength={120}
            autoComplete="name"
            value={ownerName}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="E-mail" hint="Also your name for signing in." error={problem?.of('owner_email')}>
          <Input
            type="email"
            required
            autoComplete="username"
            value={ownerEmail}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field label="Password" hint={`At least ${MIN_PASSWORD} characters.`} error={problem?.of('password')}>
          <Input
            type="password"
            required
            minLength={MIN_PASSWORD}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Field label="Time zone" error={problem?.of('time_zone')}>
          <ZonePicker value={timeZone} onChange={setZone} />
        </Field>
      </div>
      <Button look="primary" type="submit" busy={complete.isPending} className="self-start">
        Begin
      </Button>
    </form>
  );
}
