import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { useCreateOverride } from './api/overrides';
import type { Shift } from './api/schedules';
import type { Interval } from './calendar/geometry';
import { fromWall, toWall } from './calendar/wallTime';

/** Somebody takes over for a while, by exact times on the clocks of the reader or of the schedule. */
export function OverrideDialog({
  scheduleId,
  range,
  zone: firstZone,
  scheduleZone,
  shifts,
  onClose,
}: {
  scheduleId: string;
  range: Interval;
  zone: string;
  scheduleZone: string;
  /** Who is on call as it stands, to tell who is relieved. */
  shifts: readonly Shift[];
  onClose: () => void;
}) {
  const { userId: me = '' } = useCaller();
  const nameOf = useNames();
  const [userId, setUserId] = useState(me);
  const [zone, setZone] = useState(firstZone);
  const [start, setStart] = useState(() => toWall(range.start, firstZone));
  const [end, setEnd] = useState(() => toWall(range.end, firstZone));
  const create = useCreateOverride(scheduleId);
  const problem = create.error ? asProblem(create.error) : undefined;
  const from = fromWall(start, zone);
  const to = fromWall(end, zone);
  const backwards = from && to && to.instant <= from.instant ? 'It ends before it starts.' : undefined;
  const relieved =
    from && to
      ? [
          ...new Set(
            shifts
              .filter(
                (it) =>
                  Date.parse(it.startTime ?? '') < to.instant && Date.parse(it.endTime ?? '') > from.instant,
              )
              .map((it) => it.userId ?? '')
              .filter((it) => it !== userId),
          ),
        ]
      : [];
  const changeZone = (next: string) => {
    if (from) setStart(toWall(from.instant, next));
    if (to) setEnd(toWall(to.instant, next));
    setZone(next);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Override"
      description="Somebody takes over for a while; the rotation itself stays as it is."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="override"
            busy={create.isPending}
            disabled={!userId || !from || !to || backwards !== undefined}
          >
            Save override
          </Button>
        </>
      }
    >
      <form
        id="override"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!from || !to) return;
          create.mutate(
            {
              userId,
              startTime: new Date(from.instant).toISOString(),
              endTime: new Date(to.instant).toISOString(),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <FormError>{problem?.message}</FormError>
        <Field label="Who takes over" error={problem?.of('user_id')}>
          <PersonPicker value={userId} onChange={setUserId} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="From" hint={from?.remark}>
            <Input
              type="datetime-local"
              required
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          </Field>
          <Field label="Until" hint={to?.remark} error={backwards}>
            <Input
              type="datetime-local"
              required
              value={end}
              onChange={(event) => setEnd(event.target.value)}
            />
          </Field>
        </div>
        <Field label="Times are of">
          <Select value={zone} onChange={(event) => changeZone(event.target.value)}>
            {[...new Set([firstZone, Intl.DateTimeFormat().resolvedOptions().timeZone, scheduleZone])].map(
              (it) => (
                <option key={it} value={it}>
                  {it}
                  {it === scheduleZone ? " (the schedule's)" : ''}
                </option>
              ),
            )}
          </Select>
        </Field>
        {relieved.length > 0 && (
          <p className="text-muted">Relieves {relieved.map(nameOf).join(', ')} meanwhile.</p>
        )}
      </form>
    </Dialog>
  );
}
