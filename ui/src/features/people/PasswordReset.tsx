import { ConfirmButton } from '@/components/Dialog';
import { FormError } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { type User, useResetPassword } from './api/users';
import { OneTimePassword } from './OneTimePassword';

/** For somebody who lost their password, or whose sessions have to end now. */
export function PasswordReset({ user }: { user: User }) {
  const reset = useResetPassword();
  return (
    <Card title="Sign-in">
      <div className="flex flex-col items-start gap-3 p-4">
        <p className="text-muted">
          A new one-time password ends every session of {user.name}, on all devices. Pages still arrive.
        </p>
        <FormError>{reset.error && asProblem(reset.error).message}</FormError>
        <ConfirmButton
          label="Reset the password"
          title={`Reset the password of ${user.name}?`}
          confirm="Reset"
          busy={reset.isPending}
          onConfirm={() => reset.mutate(user.id ?? '')}
        >
          The one in force ends at once, and {user.name} is signed out everywhere.
        </ConfirmButton>
      </div>
      {reset.data && (
        <OneTimePassword
          title={`New password for ${user.name}`}
          email={user.email ?? ''}
          password={reset.data}
          onClose={() => reset.reset()}
        />
      )}
    </Card>
  );
}
