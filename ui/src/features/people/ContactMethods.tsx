import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge, type Tone } from '@/components/Badges';
import { Button } from '@/components/Button';
import { AddContact } from '@/components/contacts/AddContact';
import { VerifyContact } from '@/components/contacts/VerifyContact';
import { ConfirmButton, Dialog } from '@/components/Dialog';
import { Checkbox } from '@/components/Field';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Moment } from '@/components/Time';
import {
  type ContactMethod,
  contactState,
  contactsQuery,
  kindLabel,
  useRemoveContact,
  useUpdateContact,
} from '@/lib/contacts';

const tones: Record<ReturnType<typeof contactState>, Tone> = {
  verified: 'ok',
  unverified: 'warning',
  off: 'neutral',
  blocked: 'critical',
};

/** The ways to reach a person: add, verify, switch off, remove, and lift a block. */
export function ContactMethods({
  userId,
  email,
  mine,
  mayChange,
}: {
  userId: string;
  email?: string | undefined;
  mine: boolean;
  mayChange: boolean;
}) {
  const query = useQuery(contactsQuery(userId));
  const [adding, setAdding] = useState(false);
  const [verifying, setVerifying] = useState<{ method: ContactMethod; fresh: boolean }>();
  return (
    <Card
      title={mine ? 'How you are reached' : 'How this person is reached'}
      actions={
        mayChange && (
          <Button look="quiet" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            Add
          </Button>
        )
      }
    >
      <Loaded query={query} what="the contact methods" rows={3}>
        {(methods) =>
          methods.length === 0 ? (
            <Empty title={`Nothing would reach ${mine ? 'you' : 'this person'}`}>
              <p>Pages need a telephone number, an e-mail address or a Slack member id.</p>
              {mayChange && (
                <Button look="primary" onClick={() => setAdding(true)}>
                  Add a contact method
                </Button>
              )}
            </Empty>
          ) : (
            <ul className="divide-y divide-line">
              {methods.map((method) => (
                <Line
                  key={method.id}
                  method={method}
                  userId={userId}
                  mayChange={mayChange}
                  onVerify={() => setVerifying({ method, fresh: false })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog open={adding} onOpenChange={setAdding} title="Add a contact method">
        <AddContact
          userId={userId}
          email={email}
          onAdded={(method) => {
            setAdding(false);
            setVerifying({ method, fresh: true });
          }}
        />
      </Dialog>
      <Dialog
        open={verifying !== undefined}
        onOpenChange={(open) => !open && setVerifying(undefined)}
        title="Verify that it reaches you"
        description="We send six digits there; typing them here shows that pages arrive."
      >
        {verifying && (
          <VerifyContact
            userId={userId}
            method={verifying.method}
            sendAtOnce={verifying.fresh}
            onVerified={() => setVerifying(undefined)}
          />
        )}
      </Dialog>
    </Card>
  );
}

function Line({
  method,
  userId,
  mayChange,
  onVerify,
}: {
  method: ContactMethod;
  userId: string;
  mayChange: boolean;
  onVerify: () => void;
}) {
  const update = useUpdateContact(userId);
  const remove = useRemoveContact(userId);
  const state = contactState(method);
  const name = method.label || kindLabel(method.kind);
  const optedOut = method.block?.fault === 'opted_out';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name} <Badge tone={tones[state]}>{state === 'unverified' ? 'not verified' : state}</Badge>
        </p>
        <p className="break-all text-muted">{method.address}</p>
        {method.block && (
          <p className="mt-1 text-critical">
            Messages are refused: {method.block.reason || method.block.fault?.replaceAll('_', ' ')}
            {method.block.sinceTime && (
              <>
                {' '}
                (since <Moment time={method.block.sinceTime} />)
              </>
            )}
            . {optedOut ? 'Its owner has to write START to our number.' : 'A code that comes back lifts it.'}
          </p>
        )}
        {method.verifiedTime && state === 'verified' && (
          <p className="text-xs text-faint">
            verified <Moment time={method.verifiedTime} />
          </p>
        )}
      </div>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-2">
          <Checkbox
            label={
              <>
                Use<span className="sr-only"> {name}</span>
              </>
            }
            checked={method.enabled ?? false}
            disabled={update.isPending}
            onChange={(event) => update.mutate({ ...method, enabled: event.target.checked })}
          />
          {(!method.verifiedTime || method.block) && (
            <Button onClick={onVerify} aria-label={`Verify ${name}`}>
              {method.block && !optedOut ? 'Unblock' : 'Verify'}
            </Button>
          )}
          <ConfirmButton
            label="Remove"
            title={`Remove ${name}?`}
            confirm="Remove"
            busy={remove.isPending}
            onConfirm={() => remove.mutate(method.id ?? '')}
          >
            Pages no longer go to {method.address}.
          </ConfirmButton>
        </div>
      )}
    </li>
  );
}
