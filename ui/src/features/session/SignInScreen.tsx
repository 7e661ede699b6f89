import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { asProblem } from '@/lib/api';
import { type Credentials, replacePassword, signIn } from '@/lib/signIn';

const MIN_PASSWORD = 12;

export function SignInScreen() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tenant, setTenant] = useState('');
  const [changing, setChanging] = useState(false);

  const enter = () => {
    queries.clear();
    router.history.push(next ?? '/');
  };
  const entry = useMutation({
    mutationFn: () => signIn({ tenant, email, password }),
    meta: { quiet: true },
    onSuccess: (mustChange) => (mustChange ? setChanging(true) : enter()),
  });

  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-6">
        <div className="mb-5 flex items-center gap-2.5">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <h1 className="text-lg font-semibold">{changing ? 'Choose a password' : 'Sign in to Tocsin'}</h1>
        </div>
        {changing ? (
          <NewPassword account={{ tenant, email, password }} onDone={enter} />
        ) : (
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              entry.mutate();
            }}
          >
            <FormError>{entry.error && asProblem(entry.error).message}</FormError>
            <Field label="E-mail">
              <Input
                type="email"
                autoComplete="username"
                autoFocus
                required
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
            <Field label="Password">
              <Input
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </Field>
            <Field label="Organisation" hint="Only when your address belongs to several.">
              <Input
                autoComplete="organization"
                value={tenant}
                onChange={(event) => setTenant(event.target.value)}
              />
            </Field>
            <Button look="primary" type="submit" busy={entry.isPending} className="mt-1">
              Sign in
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}

/** Replaces the one-time password, whose session ends with it, and signs in with the new one. */
function NewPassword({ account, onDone }: { account: Credentials; onDone: () => void }) {
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => replacePassword(account, password),
    meta: { quiet: true },
    onSuccess: onDone,
  });
  const problem = change.error ? asProblem(change.error) : undefined;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <p className="text-muted">
        The password that you were given was for one time. Choose your own to go on.
      </p>
      <FormError>{problem?.message}</FormError>
      <Field label="New password" hint={`At least ${MIN_PASSWORD} characters.`}>
        <Input
          type="password"
          autoComplete="new-password"
          minLength={MIN_PASSWORD}
          autoFocus
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button look="primary" type="submit" busy={change.isPending}>
        Save and go on
      </Button>
    </form>
  );
}
