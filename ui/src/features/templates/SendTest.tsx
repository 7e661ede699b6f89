import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, enumWord, type Tone } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Checkbox, FormError } from '@/components/Field';
import { LinkButton } from '@/components/LinkButton';
import { Empty, Loaded } from '@/components/States';
import { asProblem, type Schemas } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { type Recipient, recipientsQuery, sendTest, testQuery } from './api/sendTest';
import { labelOfKind, type Slot } from './slots';

const tones: Record<string, Tone> = { sent: 'ok', dead: 'critical', pending: 'info' };

/** Sends the saved set to the reader's own addresses, and tells what became of each message. */
export function SendTest({
  templateId,
  slot,
  context,
  unsaved,
  onClose,
}: {
  templateId: string;
  slot: Slot;
  context: Record<string, unknown> | undefined;
  unsaved: boolean;
  onClose: () => void;
}) {
  const { userId, may } = useCaller();
  const query = useQuery({ ...recipientsQuery(userId ?? '', may('manager')), enabled: !!userId });
  const [off, setOff] = useState<ReadonlySet<string>>();
  const test = useMutation({
    mutationFn: (to: readonly Recipient[]) =>
      sendTest({ templateId, event: slot.event, locale: slot.locale, context: context ?? {}, to }),
    meta: { quiet: true },
  });
  const sent = useQuery({ ...testQuery(test.data?.id ?? ''), initialData: test.data });
  // The channel that is edited goes out; the others when they are asked for.
  const chosen = (it: Recipient) =>
    off ? !off.has(it.id) : it.kind === slot.kind && !!it.destination.userId;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send a test"
      description="A message of its own: it belongs to no alert, and its buttons answer none."
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            busy={test.isPending}
            disabled={!context || !query.data?.some(chosen)}
            onClick={() => test.mutate((query.data ?? []).filter(chosen))}
          >
            {test.data ? 'Send again' : 'Send'}
          </Button>
        </>
      }
    >
      {unsaved && (
        <p className="rounded-md bg-minor-bg px-3 py-2 text-minor">
          It is sent as saved: save your changes to send them.
        </p>
      )}
      <FormError>{test.error && asProblem(test.error).message}</FormError>
      <Loaded query={query} what="your addresses" rows={3}>
        {(recipients) =>
          recipients.length === 0 ? (
            <Empty title="You have no address to send to">
              <p>Add one to your profile first.</p>
              <LinkButton to="/me">To your profile</LinkButton>
            </Empty>
          ) : (
            <fieldset className="flex flex-col gap-1">
              <legend className="pb-1 font-medium">To</legend>
              {recipients.map((it) => (
                <Checkbox
                  key={it.id}
                  checked={chosen(it)}
                  onChange={() => {
                    const next = new Set(recipients.filter((each) => !chosen(each)).map((each) => each.id));
                    if (!next.delete(it.id)) next.add(it.id);
                    setOff(next);
                  }}
                  label={
                    <span>
                      {labelOfKind(it.kind)} <span className="text-muted">{it.label}</span>
                    </span>
                  }
                />
              ))}
            </fieldset>
          )
        }
      </Loaded>
      {test.data && <Outcome notification={sent.data ?? test.data} />}
    </Dialog>
  );
}

function Outcome({ notification }: { notification: Schemas['Notification'] }) {
  return (
    <ul aria-label="What became of it" className="flex flex-col gap-1.5 rounded-md border border-line p-3">
      {(notification.deliveries ?? []).map((it) => {
        const word = enumWord(it.state, 'DELIVERY_STATE_');
        return (
          <li key={it.id} className="min-w-0">
            <span className="flex flex-wrap items-center gap-2">
              {labelOfKind(it.channelKind)} <span className="text-muted">{it.maskedAddress}</span>
              <Badge tone={tones[word] ?? 'neutral'}>{word === 'dead' ? 'failed' : word}</Badge>
            </span>
            {it.error && <p className="text-xs break-words text-critical">{it.error}</p>}
          </li>
        );
      })}
      {(notification.refused ?? []).map((it, i) => (
        <li key={i} className="break-words text-critical">
          {it.reason}
        </li>
      ))}
    </ul>
  );
}
