import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { peopleQuery } from '@/lib/people';
import { readerZone } from '@/lib/time';
import { useAddTimeOff } from './api/timeOff';
import { type AwayDraft, awayOf, mistakeIn } from './away';

const blank: AwayDraft = { from: '', until: '', fromTime: '', untilTime: '', exact: false };

/** Enters time off by days, or to the minute; for others with a manager's role. */
export function TimeOffDialog({ onClose }: { onClose: () => void }) {
  const { may, userId: me = '' } = useCaller();
  const { data: people } = useQuery(peopleQuery);
  const [userId, setUserId] = useState(me);
  const [draft, setDraft] = useState(blank);
  const [note, setNote] = useState('');
  const add = useAddTimeOff();
  const other = userId !== me;
  // Days are those of whoever is away.
  const zone = (other && people?.find((it) => it.id === userId)?.timeZone) || readerZone();
  const away = awayOf(draft, zone);
  const mistake = mistakeIn(away);
  const problem = add.error ? asProblem(add.error) : undefined;
  const change = (part: Partial<AwayDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add time off"
      description="Turns stay as they are until somebody stands in: you see which are in the way, and who could."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="time-off"
            busy={add.isPending}
            disabled={!userId || !away || mistake !== undefined}
          >
            Add time off
          </Button>
        </>
      }
    >
      <form
        id="time-off"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!away) return;
          add.mutate(
            {
              ...(other ? { userId } : {}),
              startTime: new Date(away.start).toISOString(),
              endTime: new Date(away.end).toISOString(),
              ...(note.trim() ? { note: note.trim() } : {}),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <FormError>{problem?.message}</FormError>
        {may('manager') && (
          <Field label="Who" hint={other ? 'They are told.' : undefined} error={problem?.of('user_id')}>
            <PersonPicker value={userId} onChange={setUserId} />
          </Field>
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={draft.exact ? 'From' : 'First day'} hint={zone} error={problem?.of('start_time')}>
            <Input
              type="date"
              required
              value={draft.from}
              onChange={(event) => {
                const from = event.target.value;
                change({ from, ...(draft.until < from ? { until: from } : {}) });
              }}
            />
          </Field>
          <Field label={draft.exact ? 'Until' : 'Last day'} error={mistake ?? problem?.of('end_time')}>
            <Input
              type="date"
              required
              value={draft.until}
              onChange={(event) => change({ until: event.target.value })}
            />
          </Field>
          {draft.exact && (
            <>
              <Field label="From time" hint={away?.remark}>
                <Input
                  type="time"
                  required
                  value={draft.fromTime}
                  onChange={(event) => change({ fromTime: event.target.value })}
                />
              </Field>
              <Field label="Until time">
                <Input
                  type="time"
                  required
                  value={draft.untilTime}
                  onChange={(event) => change({ untilTime: event.target.value })}
                />
              </Field>
            </>
          )}
        </div>
        <Checkbox
          label="Not whole days"
          checked={draft.exact}
          onChange={(event) => change({ exact: event.target.checked })}
        />
        <Field label="Note" hint="Optional; only the person and managers see it." error={problem?.of('note')}>
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
