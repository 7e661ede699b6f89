import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { AddContact } from '@/components/contacts/AddContact';
import { VerifyContact } from '@/components/contacts/VerifyContact';
import type { Schemas } from '@/lib/api';
import { type ContactKind, type ContactMethod, contactState } from '@/lib/contacts';
import { peopleQuery } from '@/lib/people';

const carried: Partial<Record<Schemas['ChannelKind'], ContactKind>> = {
  CHANNEL_KIND_EMAIL: 'CONTACT_KIND_EMAIL',
  CHANNEL_KIND_SMS: 'CONTACT_KIND_PHONE',
  CHANNEL_KIND_SLACK: 'CONTACT_KIND_SLACK',
};

/** The reader's address of a kind that the connected channels carry, shown to arrive by a code. */
export function ContactStep({
  userId,
  channels,
  methods,
}: {
  userId: string;
  channels: readonly Schemas['Channel'][];
  methods: readonly ContactMethod[];
}) {
  const { data: people } = useQuery(peopleQuery);
  const [added, setAdded] = useState('');
  const [another, setAnother] = useState(false);
  const kinds = [...new Set(channels.map((it) => carried[it.kind]).filter((it) => it !== undefined))];
  const waiting = methods.filter((it) => contactState(it) === 'unverified').at(-1);
  const email = people?.find((it) => it.id === userId)?.email;
  if (waiting && !another) {
    return (
      <div>
        <VerifyContact
          key={waiting.id}
          userId={userId}
          method={waiting}
          sendAtOnce={waiting.id === added}
          onVerified={() => undefined}
        />
        <Button look="quiet" className="-ml-3" onClick={() => setAnother(true)}>
          Use another address
        </Button>
      </div>
    );
  }
  return (
    <AddContact
      key={email ?? ''}
      userId={userId}
      email={email}
      {...(kinds.length > 0 ? { kinds } : {})}
      onAdded={(method) => {
        setAdded(method.id ?? '');
        setAnother(false);
      }}
    />
  );
}
