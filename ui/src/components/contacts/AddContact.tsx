import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input, Select } from '@/components/Field';
import { asProblem } from '@/lib/api';
import { type ContactKind, type ContactMethod, contactKinds, useAddContact } from '@/lib/contacts';

/** A new way to reach a person. What was typed stays when it is refused. */
export function AddContact({
  userId,
  email,
  kinds = contactKinds.map((it) => it.kind),
  onAdded,
}: {
  userId: string;
  /** Offered as the first e-mail address. */
  email?: string | undefined;
  /** Those that may be chosen, the one to begin with first. */
  kinds?: readonly ContactKind[];
  onAdded: (method: ContactMethod) => void;
}) {
  const [kind, setKind] = useState<ContactKind>(
    kinds.includes('CONTACT_KIND_PHONE') ? 'CONTACT_KIND_PHONE' : kinds[0]!,
  );
  const [address, setAddress] = useState(kind === 'CONTACT_KIND_EMAIL' ? (email ?? '') : '');
  const [label, setLabel] = useState('');
  const add = useAddContact(userId);
  const problem = add.error ? asProblem(add.error) : undefined;
  const of = contactKinds.find((it) => it.kind === kind)!;
  const offered = contactKinds.filter((it) => kinds.includes(it.kind));
  const wrong = problem?.of('address');
  return (
    <form
      className="flex flex-col gap-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        add.mutate({ kind, address: address.trim(), label: label.trim() }, { onSuccess: onAdded });
      }}
    >
      <FormError>{problem && !wrong && problem.message}</FormError>
      <Field label="Kind">
        <Select
          value={kind}
          onChange={(event) => {
            const next = event.target.value as ContactKind;
            setKind(next);
            if (next === 'CONTACT_KIND_EMAIL' && !address && email) setAddress(email);
          }}
        >
          {offered.map((it) => (
            <option key={it.kind} value={it.kind}>
              {it.label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={of.address} hint={`For example ${of.sample}`} error={wrong}>
        <Input
          required
          value={address}
          type={kind === 'CONTACT_KIND_EMAIL' ? 'email' : kind === 'CONTACT_KIND_PHONE' ? 'tel' : 'text'}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <Field
        label="Name"
        hint="Optional: what you call it, for example “work phone”."
        error={problem?.of('label')}
      >
        <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Button look="primary" type="submit" busy={add.isPending} className="self-end">
        Add and verify
      </Button>
    </form>
  );
}
