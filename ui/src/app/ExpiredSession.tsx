import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input } from '@/components/Field';
import { api, asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { peopleQuery } from '@/lib/people';
import { session } from '@/lib/session';

/**
 * Asks for the password again, over the screen as it was, so that nothing typed is lost. Only the person whose screen
 * it is can go on; anybody else signs out first.
 */
export function ExpiredSession() {
  const queries = useQueryClient();
  const { userId } = useCaller();
  const known = queries.getQueryData(peopleQuery.queryKey)?.find((it) => it.id === userId)?.email;
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST('/api/v1/auth/sign-in', { body: { email, password } });
      if (userId && data?.userId !== userId) {
        throw new Error('This is the screen of somebody else: sign out first.');
      }
      if (data?.mustChangePassword) {
        throw new Error('This password was for one time: close this, and sign in to choose your own.');
      }
      session.begin(data!);
    },
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) session.end();
      }}
      title="Your session has ended"
      description="Sign in again to go on where you are; closing this signs you out."
    >
      <form
        className="flex flex-col gap-3 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <FormError>{signIn.error && asProblem(signIn.error).message}</FormError>
        <Field label="E-mail">
          <Input
            type="email"
            autoComplete="username"
            required
            value={email}
            readOnly={known !== undefined}
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
        <Button look="primary" type="submit" busy={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </Dialog>
  );
}
