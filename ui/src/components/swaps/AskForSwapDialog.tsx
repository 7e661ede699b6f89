import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, TextArea } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { readerZone } from '@/lib/time';
import { type Stretch, useAskForSwap } from './api';

/** The reader asks somebody, or anybody of the schedule, to take a shift or a part of it. */
export function AskForSwapDialog({ stretch, onClose }: { stretch: Stretch; onClose: () => void }) {
  const { userId: me = '' } = useCaller();
  const [asked, setAsked] = useState('');
  const [note, setNote] = useState('');
  const [start, setStart] = useState(() => local(stretch.startTime));
  const [end, setEnd] = useState(() => local(stretch.endTime));
  const ask = useAskForSwap();
  const problem = ask.error ? asProblem(ask.error) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Ask somebody to take it"
      description="It stays yours until somebody accepts. Whoever is asked gets a notice."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="swap" busy={ask.isPending}>
            Ask
          </Button>
        </>
      }
    >
      <form
        id="swap"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate(
            {
              scheduleId: stretch.scheduleId,
              startTime: new Date(start).toISOString(),
              endTime: new Date(end).toISOString(),
              ...(asked ? { askedUserId: asked } : {}),
              ...(note.trim() ? { note: note.trim() } : {}),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <FormError>{problem?.message}</FormError>
        <Field label="Whom" hint="Empty: anybody of the schedule." error={problem?.of('asked_user_id')}>
          <PersonPicker optional value={asked} exclude={[me]} onChange={setAsked} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="From" hint={readerZone()} error={problem?.of('start_time')}>
            <Input
              type="datetime-local"
              required
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          </Field>
          <Field label="Until" error={problem?.of('end_time')}>
            <Input
              type="datetime-local"
              required
              value={end}
              onChange={(event) => setEnd(event.target.value)}
            />
          </Field>
        </div>
        <Field label="Note" hint="Shown to those who are asked." error={problem?.of('note')}>
          <TextArea
            maxLength={500}
            className="!min-h-12"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** An instant on the reader's clocks, as an input of the browser takes it. */
function local(instant: string): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
