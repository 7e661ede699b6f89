import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { asProblem } from '@/lib/api';
import { type ContactMethod, kindLabel, useSendCode, useVerifyContact } from '@/lib/contacts';
import { clockTime } from '@/lib/time';

/** Sends six digits to an address and takes them back: then it is known to reach its owner. */
export function VerifyContact({
  userId,
  method,
  sendAtOnce,
  onVerified,
}: {
  userId: string;
  method: ContactMethod;
  /** The code goes out without being asked for: the address has just been added. */
  sendAtOnce?: boolean;
  onVerified: () => void;
}) {
  const [code, setCode] = useState('');
  const send = useSendCode(userId);
  const verify = useVerifyContact(userId);
  const id = method.id ?? '';
  const { mutate: sendCode } = send;
  const sentFor = useRef('');
  useEffect(() => {
    if (!sendAtOnce || sentFor.current === id) return;
    sentFor.current = id;
    sendCode(id);
  }, [sendAtOnce, sendCode, id]);
  const problem = verify.error ? asProblem(verify.error) : undefined;
  const left = send.data?.sendsLeft;

  return (
    <form
      className="flex flex-col gap-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        verify.mutate({ id, code: code.replace(/\D/g, '') }, { onSuccess: onVerified });
      }}
    >
      <p className="text-muted">
        {kindLabel(method.kind)} <span className="text-ink">{method.address}</span>
      </p>
      <FormError>{send.error && asProblem(send.error).message}</FormError>
      {send.data && (
        <p role="status" className="text-ok">
          A code is on its way. It is good until {clockTime(send.data.expireTime ?? '')}.
        </p>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Code" className="w-40" error={problem?.message}>
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            placeholder="6 digits"
            pattern="\s*([0-9]\s*){6}"
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
            className="font-mono tracking-widest"
          />
        </Field>
        <Button look="primary" type="submit" busy={verify.isPending} className={problem ? 'mb-6' : ''}>
          Verify
        </Button>
        <Button
          onClick={() => send.mutate(id)}
          busy={send.isPending}
          disabled={left === 0}
          className={problem ? 'mb-6' : ''}
        >
          {send.data || send.error ? 'Send another code' : 'Send a code'}
        </Button>
      </div>
      {left !== undefined && left < 3 && (
        <p className="text-xs text-faint">
          {left === 0
            ? 'No more codes within this hour.'
            : `${left} more codes may be sent within this hour.`}
        </p>
      )}
    </form>
  );
}
