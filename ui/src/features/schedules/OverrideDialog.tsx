import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import type { Layer } from '@/lib/layers';
import { useNames } from '@/lib/people';
import { fromWall, toWall } from '@/lib/wallTime';
import { useCreateOverride } from './api/overrides';
import type { Shift } from './api/schedules';
import type { Interval } from './calendar/geometry';
import { kindOf, kindsFor, type OverrideKind } from './overrideKinds';
import { layerName } from './rotation';

/** An exception for a while, by exact times on the clocks of the reader or of the schedule. */
export function OverrideDialog({
  scheduleId,
  range,
  zone: firstZone,
  scheduleZone,
  shifts,
  layers,
  onClose,
}: {
  scheduleId: string;
  range: Interval;
  zone: string;
  scheduleZone: string;
  /** Who is on call as it stands, to tell who is relieved. */
  shifts: readonly Shift[];
  layers: readonly Layer[];
  onClose: () => void;
}) {
  const { userId: me = '', may } = useCaller();
  const nameOf = useNames();
  const [kind, setKind] = useState<OverrideKind>('OVERRIDE_KIND_TAKE_OVER');
  const [userId, setUserId] = useState(me);
  const [replaced, setReplaced] = useState('');
  const [layerId, setLayerId] = useState('');
  const [note, setNote] = useState('');
  const [zone, setZone] = useState(firstZone);
  const [start, setStart] = useState(() => toWall(range.start, firstZone));
  const [end, setEnd] = useState(() => toWall(range.end, firstZone));
  const create = useCreateOverride(scheduleId);
  const problem = create.error ? asProblem(create.error) : undefined;
  const from = fromWall(start, zone);
  const to = fromWall(end, zone);
  const backwards = from && to && to.instant <= from.instant ? 'It ends before it starts.' : undefined;
  const onCall =
    from && to
      ? [
          ...new Set(
            shifts
              .filter(
                (it) =>
                  Date.parse(it.startTime ?? '') < to.instant && Date.parse(it.endTime ?? '') > from.instant,
              )
              .map((it) => it.userId ?? ''),
          ),
        ]
      : [];
  const { names, replaces, line } = kindOf(kind);
  // Whoever is on call then is likely to be meant.
  const whom = replaced || (replaces ? (onCall.find((it) => it !== userId || !names) ?? '') : '');
  const relieved = kind === 'OVERRIDE_KIND_TAKE_OVER' ? onCall.filter((it) => it !== userId) : [];
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
      description="For a while; the rotation itself stays as it is."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="override"
            busy={create.isPending}
            disabled={(names && !userId) || (replaces && !whom) || !from || !to || backwards !== undefined}
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
              kind,
              ...(names ? { userId } : {}),
              ...(replaces ? { replacesUserId: whom } : {}),
              ...(layerId ? { layerId } : {}),
              ...(note.trim() ? { note: note.trim() } : {}),
              startTime: new Date(from.instant).toISOString(),
              endTime: new Date(to.instant).toISOString(),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <FormError>{problem?.message}</FormError>
        <Field label="What" hint={line} error={problem?.of('kind')}>
          <Select value={kind} onChange={(event) => setKind(event.target.value as OverrideKind)}>
            {kindsFor(may('manager')).map((it) => (
              <option key={it.kind} value={it.kind}>
                {it.title}
              </option>
            ))}
          </Select>
        </Field>
        {names && (
          <Field label={names} error={problem?.of('user_id')}>
            <PersonPicker value={userId} onChange={setUserId} />
          </Field>
        )}
        {replaces && (
          <Field label={replaces} error={problem?.of('replaces_user_id')}>
            <PersonPicker value={whom} onChange={setReplaced} />
          </Field>
        )}
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
        {layers.length > 1 && (
          <Field label="Only what comes from" error={problem?.of('layer_id')}>
            <Select value={layerId} onChange={(event) => setLayerId(event.target.value)}>
              <option value="">any layer</option>
              {layers.map((it, index) => (
                <option key={it.id} value={it.id}>
                  {layerName(it, index)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Why" hint="Optional" error={problem?.of('note')}>
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {relieved.length > 0 && (
          <p className="text-muted">Relieves {relieved.map(nameOf).join(', ')} meanwhile.</p>
        )}
      </form>
    </Dialog>
  );
}
