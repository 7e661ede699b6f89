import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select } from '@/components/Field';
import { Loading } from '@/components/States';
import { asProblem, type Problem } from '@/lib/api';
import { cx } from '@/lib/cx';
import type { Schedule } from '@/lib/schedules';
import { shortTime } from '@/lib/time';
import { useDebounced } from '@/lib/useDebounced';
import { fromWall, toWall } from '@/lib/wallTime';
import type { Edition } from '../api/schedules';
import { draftDiffQuery } from '../api/versions';
import { Differences } from '../diff/Differences';

const DAY = 86_400_000;
const PAUSE_MS = 300;

/** Before a change is saved: from when on it holds, who is on call differently then, and what is different. */
export function ReviewDialog({
  draft,
  busy,
  problem,
  onSave,
  onClose,
}: {
  /** As it would be sent. */
  draft: Schedule;
  busy: boolean;
  problem: Problem | undefined;
  onSave: (edition: Edition) => void;
  onClose: () => void;
}) {
  const zone = draft.timeZone || 'UTC';
  const [opened] = useState(() => Date.now());
  const [later, setLater] = useState(false);
  const [wall, setWall] = useState(() => `${toWall(opened + DAY, zone).slice(0, 10)}T00:00`);
  const [note, setNote] = useState('');
  const at = fromWall(wall, zone);
  const past = later && at !== undefined && at.instant <= Date.now();
  const effective = later && at && !past ? at.instant : opened;
  const settled = useDebounced(effective, PAUSE_MS);
  const query = useQuery(draftDiffQuery(draft, settled, !later));
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Save the changes?"
      description="What was until then stays as it was. Overrides stay where they are."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            type="submit"
            form="review"
            busy={busy}
            disabled={later && (at === undefined || past)}
          >
            {later && at ? `Save for ${shortTime(new Date(at.instant), zone)}` : 'Save from now on'}
          </Button>
        </>
      }
    >
      <form
        id="review"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          onSave({
            effectiveTime: later ? new Date(effective).toISOString() : undefined,
            note: note.trim() || undefined,
          });
        }}
      >
        <FormError>{problem?.message}</FormError>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="In force" error={problem?.of('effective_time')}>
            <Select
              value={later ? 'later' : 'now'}
              onChange={(event) => setLater(event.target.value === 'later')}
            >
              <option value="now">from now on</option>
              <option value="later">from a time on …</option>
            </Select>
          </Field>
          {later && (
            <Field
              label="From"
              hint={at?.remark ?? zone}
              error={past ? 'That is past: what was stays as it was.' : undefined}
            >
              <Input
                type="datetime-local"
                required
                value={wall}
                onChange={(event) => setWall(event.target.value)}
              />
            </Field>
          )}
        </div>
        <Field label="Why" hint="Optional; kept with the version." error={problem?.of('note')}>
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
      {query.error ? (
        <FormError>{asProblem(query.error).message}</FormError>
      ) : query.data ? (
        <div className={cx(query.isPlaceholderData && 'opacity-60')}>
          <Differences diff={query.data} zone={zone} />
        </div>
      ) : (
        <Loading rows={3} label="Comparing" />
      )}
    </Dialog>
  );
}
