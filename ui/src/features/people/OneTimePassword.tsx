import { Button } from '@/components/Button';
import { Copyable } from '@/components/CopyButton';
import { Dialog } from '@/components/Dialog';

/** A password that is shown once. The dialog closes by its button only, not by a stray click. */
export function OneTimePassword({
  title,
  email,
  password,
  onClose,
}: {
  title: string;
  email: string;
  password: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description="Hand this over by a way that only they can read. It is shown this once; at the first sign-in they choose their own."
      actions={
        <Button look="primary" onClick={onClose}>
          I have handed it over
        </Button>
      }
    >
      <dl className="flex flex-col gap-2">
        <div>
          <dt className="text-faint">Sign-in page</dt>
          <dd>
            <Copyable value={`${location.origin}/sign-in`} label="Copy the address" />
          </dd>
        </div>
        <div>
          <dt className="text-faint">E-mail</dt>
          <dd>
            <Copyable value={email} label="Copy the e-mail" />
          </dd>
        </div>
        <div>
          <dt className="text-faint">One-time password</dt>
          <dd>
            <Copyable value={password} label="Copy the password" />
          </dd>
        </div>
      </dl>
    </Dialog>
  );
}
