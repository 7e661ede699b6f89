import { Plus, SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button, IconButton } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { moved, ReorderList } from '@/components/ReorderList';
import { useNames } from '@/lib/people';
import type { Rotation } from '../api/schedules';
import { lengthWords } from '../rotation';
import { type DraftSlot, newSlot } from './draft';

/** Who takes turns, in order: one person, several together, or nobody; each for as long as it says. */
export function Slots({
  slots,
  rotation,
  error,
  onChange,
}: {
  slots: readonly DraftSlot[];
  rotation: Rotation | undefined;
  error?: string | undefined;
  onChange: (slots: readonly DraftSlot[]) => void;
}) {
  const nameOf = useNames();
  const [open, setOpen] = useState<string>();
  const words = (slot: DraftSlot) => slot.userIds.map(nameOf).join(' and ') || 'Nobody';
  const taken = slots.filter((it) => it.userIds.length === 1).map((it) => it.userIds[0]!);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="People in turn"
        hint={
          slots.length > 1
            ? 'Drag by the handle to change the order, or use the arrow keys on it.'
            : undefined
        }
        error={error}
      >
        <PersonPicker
          value=""
          placeholder="Add a person"
          exclude={taken}
          onChange={(id) => id && onChange([...slots, newSlot([id])])}
        />
      </Field>
      <ReorderList
        label="People in turn"
        items={slots}
        keyOf={(it) => it.key}
        nameOf={(it) => words(it)}
        onMove={(from, to) => onChange(moved(slots, from, to))}
        className="flex flex-col gap-1 [&>li]:rounded-md [&>li]:bg-sunken [&_[data-handle]]:mt-1"
      >
        {(slot, index) => (
          <div className="flex flex-col">
            <div className="flex min-h-10 items-center gap-1 pr-1">
              <span className="w-5 shrink-0 text-right text-faint">{index + 1}</span>
              <span
                className={`min-w-0 flex-1 truncate pl-2 ${slot.userIds.length ? '' : 'text-muted italic'}`}
              >
                {words(slot)}
              </span>
              {slot.length > 1 && <Badge>{lengthWords(rotation, slot.length)}</Badge>}
              <IconButton
                label={`Turn ${index + 1}: who and how long`}
                aria-expanded={open === slot.key}
                onClick={() => setOpen(open === slot.key ? undefined : slot.key)}
              >
                <SlidersHorizontal size={15} aria-hidden />
              </IconButton>
              <IconButton
                label={`Take ${words(slot)} out`}
                onClick={() => onChange(slots.filter((it) => it !== slot))}
              >
                <X size={15} aria-hidden />
              </IconButton>
            </div>
            {open === slot.key && (
              <SlotFields
                slot={slot}
                rotation={rotation}
                onChange={(changed) => onChange(slots.with(index, changed))}
              />
            )}
          </div>
        )}
      </ReorderList>
      {slots.length > 0 && (
        <Button
          look="quiet"
          icon={<Plus size={15} aria-hidden />}
          className="self-start"
          onClick={() => onChange([...slots, newSlot([])])}
        >
          Add a turn of nobody
        </Button>
      )}
    </div>
  );
}

/** One turn: who shares it, and how long it lasts. */
function SlotFields({
  slot,
  rotation,
  onChange,
}: {
  slot: DraftSlot;
  rotation: Rotation | undefined;
  onChange: (slot: DraftSlot) => void;
}) {
  const nameOf = useNames();
  return (
    <div className="flex flex-col gap-2 pt-1 pr-2 pb-3 pl-7">
      {slot.userIds.length > 0 && (
        <ul aria-label="Together" className="flex flex-wrap gap-1">
          {slot.userIds.map((id) => (
            <li key={id} className="flex items-center rounded-md border border-line bg-surface pl-2">
              {nameOf(id)}
              <IconButton
                label={`Take ${nameOf(id)} out of this turn`}
                onClick={() => onChange({ ...slot, userIds: slot.userIds.filter((it) => it !== id) })}
              >
                <X size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <Field label={slot.userIds.length ? 'Together with' : 'Who'}>
          <PersonPicker
            value=""
            exclude={slot.userIds}
            onChange={(id) => id && onChange({ ...slot, userIds: [...slot.userIds, id] })}
          />
        </Field>
        <Field label={`Lasts so many times a ${lengthWords(rotation)}`}>
          <Input
            type="number"
            min={1}
            max={366}
            required
            value={slot.length || ''}
            onChange={(event) => onChange({ ...slot, length: event.target.valueAsNumber || 0 })}
          />
        </Field>
      </div>
    </div>
  );
}
