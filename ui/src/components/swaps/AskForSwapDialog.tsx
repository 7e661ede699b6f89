import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select, TextArea } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { daySpan } from '@/lib/daySpan';
import { readerZone } from '@/lib/time';
import { type Stretch, shiftsOfQuery, useAskForSwap } from './api';

/** The reader asks somebody, or anybody of the schedule, to take a shift or a part of it. */
export function AskForSwapDialog({ stretch, onClose }: { stretch: Stretch; onClose: () => void }) {
  const { userId: me = '' } = useCaller();
  const [asked, setAsked] = useState('');
  const [note, setNote] = useState('');
  const [start, setStart] = useState(() => local(stretch.startTime));
  const [end, setEnd] = useState(() => local(stretch.endTime));
  const [inReturn, setInReturn] = useState('');
  const theirs = useQuery({ ...shiftsOfQuery(stretch.scheduleId, asked), enabled: asked !== '' });
  // Theirs alone, should somebody else be asked after it was chosen.
  const returned = asked ? theirs.data?.find((it) => it.startTime === inReturn) : undefined;
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
              ...(returned
                ? { inReturn: { startTime: returned.startTime ?? '', endTime: returned.endTime ?? '' } }
                : {}),
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
        {asked && (
          <Field
            label="I take in return"
            hint={
              theirs.data?.length === 0 ? 'They have no shift of this schedule within 60 days.' : undefined
            }
            error={problem?.of('in_return')}
          >
            <Select value={returned ? inReturn : ''} onChange={(event) => setInReturn(event.target.value)}>
              <option value="">nothing</option>
              {(theirs.data ?? []).map((it) => (
                <option key={it.startTime} value={it.startTime}>
                  {daySpan(Date.parse(it.startTime ?? ''), Date.parse(it.endTime ?? ''))}
                </option>
              ))}
            </Select>
          </Field>
        )}
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
