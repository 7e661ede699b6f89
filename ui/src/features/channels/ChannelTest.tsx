import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { type Channel, type TestOutcome, testChannel } from './api/channels';
import type { Kind } from './kinds';

/** Sends a message now and tells in words what came of it. */
export function ChannelTest({ channel, kind }: { channel: Channel; kind: Kind }) {
  const queries = useQueryClient();
  const [address, setAddress] = useState('');
  const test = useMutation({
    mutationFn: () => testChannel(channel.id!, address.trim()),
    meta: { quiet: true },
    onSettled: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  });
  return (
    <Card title="Test">
      <form
        className="flex flex-col gap-3 px-4 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate();
        }}
      >
        {kind.address && (
          <Field
            label="Send to"
            hint={channel.defaultAddress ? `${channel.defaultAddress} when empty.` : kind.address.hint}
          >
            <Input
              value={address}
              required={!channel.defaultAddress}
              placeholder={channel.defaultAddress || kind.address.placeholder}
              onChange={(event) => setAddress(event.target.value)}
            />
          </Field>
        )}
        <div>
          <Button type="submit" look="primary" busy={test.isPending} icon={<Send size={14} aria-hidden />}>
            {test.isPending ? 'Sending …' : 'Send a test message'}
          </Button>
        </div>
        <FormError>{test.error && asProblem(test.error).message}</FormError>
        <div aria-live="polite">{test.data && <Outcome outcome={test.data} />}</div>
      </form>
    </Card>
  );
}

function Outcome({ outcome }: { outcome: TestOutcome }) {
  return (
    <div
      className={`flex items-start gap-2.5 rounded-md px-3 py-2.5 ${outcome.sent ? 'bg-ok-bg text-ok' : 'bg-critical-bg text-critical'}`}
    >
      {outcome.sent ? (
        <CircleCheck size={16} className="mt-0.5 shrink-0" aria-hidden />
      ) : (
        <CircleX size={16} className="mt-0.5 shrink-0" aria-hidden />
      )}
      <div className="min-w-0">
        <p className="font-medium">{outcome.sent ? 'Sent' : 'Not sent'}</p>
        <p className="break-words">{outcome.summary}</p>
      </div>
    </div>
  );
}
