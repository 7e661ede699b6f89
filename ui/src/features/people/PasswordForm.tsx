import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { api, asProblem } from '@/lib/api';
import { replacePassword } from '@/lib/signIn';

const MIN_PASSWORD = 12;

export function PasswordForm() {
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useMutation({
    mutationFn: async () => {
      const { tenantSlug, email } = (await api.GET('/api/v1/auth/me')).data!;
      await replacePassword(
        { tenant: tenantSlug ?? '', email: email ?? '', password: oldPassword },
        newPassword,
      );
    },
    meta: { success: 'Password changed' },
    onSuccess: () => {
      setOld('');
      setNew('');
    },
  });
  return (
    <Card title="Password">
      <form
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <FormError>{change.error && asProblem(change.error).message}</FormError>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Password in force">
            <Input
              type="password"
              autoComplete="current-password"
              required
              value={oldPassword}
              onChange={(event) => setOld(event.target.value)}
            />
          </Field>
          <Field label="New password" hint={`At least ${MIN_PASSWORD} characters.`}>
            <Input
              type="password"
              autoComplete="new-password"
              minLength={MIN_PASSWORD}
              required
              value={newPassword}
              onChange={(event) => setNew(event.target.value)}
            />
          </Field>
        </div>
        <Button type="submit" busy={change.isPending} className="self-start">
          Change password
        </Button>
      </form>
    </Card>
  );
}
