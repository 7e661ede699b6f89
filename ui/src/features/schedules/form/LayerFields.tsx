import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/Button';
import { Field, Input, Select } from '@/components/Field';
import type { Problem } from '@/lib/api';
import type { Layer, Rotation } from '../api/schedules';
import { layerName, rotationWords, weekdays, weekdayWord } from '../rotation';
import { Participants } from './Participants';

/** One rotation: how often it hands over, when, from which day on, and who takes turns. */
export function LayerFields({
  layer,
  index,
  count,
  timeZone,
  problem,
  onChange,
  onMove,
  onRemove,
}: {
  layer: Layer;
  index: number;
  count: number;
  timeZone: string;
  problem: Problem | undefined;
  onChange: (layer: Layer) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const rotation: Partial<Rotation> = layer.rotation ?? {};
  const change = (part: Partial<Rotation>) =>
    onChange({ ...layer, rotation: { ...layer.rotation!, ...part } });
  const wrong = (field: string) => problem?.of(`layers[${index}].${field}`);
  const weeks = rotation.unit === 'ROTATION_UNIT_WEEK';
  const name = layerName(layer, index);
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-center gap-1">
        <p className="min-w-0 flex-1">
          <span className="font-semibold">{name}</span>{' '}
          <span className="text-faint">{rotationWords(layer.rotation)}</span>
        </p>
        {count > 1 && (
          <>
            <IconButton label={`${name}: weaker`} disabled={index === 0} onClick={() => onMove(-1)}>
              <ArrowUp size={15} aria-hidden />
            </IconButton>
            <IconButton label={`${name}: stronger`} disabled={index === count - 1} onClick={() => onMove(1)}>
              <ArrowDown size={15} aria-hidden />
            </IconButton>
          </>
        )}
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </IconButton>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Layer name" hint="Optional" error={wrong('name')}>
          <Input
            value={layer.name ?? ''}
            maxLength={120}
            onChange={(event) => onChange({ ...layer, name: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-[5rem_1fr] gap-2">
          <Field label="Every" error={wrong('rotation.length')}>
            <Input
              type="number"
              min={1}
              max={366}
              required
              value={rotation.length || ''}
              onChange={(event) => change({ length: event.target.valueAsNumber || 0 })}
            />
          </Field>
          <Field label="Unit" error={wrong('rotation.unit')}>
            <Select
              value={rotation.unit}
              onChange={(event) => change({ unit: event.target.value as NonNullable<Rotation['unit']> })}
            >
              <option value="ROTATION_UNIT_DAY">{rotation.length === 1 ? 'day' : 'days'}</option>
              <option value="ROTATION_UNIT_WEEK">{rotation.length === 1 ? 'week' : 'weeks'}</option>
            </Select>
          </Field>
        </div>
        <div className="grid grid-cols-[1fr_7.5rem] gap-2">
          {weeks && (
            <Field label="Hands over on" error={wrong('rotation.handoff_day')}>
              <Select
                value={rotation.handoffDay}
                onChange={(event) =>
                  change({ handoffDay: event.target.value as NonNullable<Rotation['handoffDay']> })
                }
              >
                {weekdays.map((day) => (
                  <option key={day} value={day}>
                    {weekdayWord(day)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field
            label={weeks ? 'at' : 'Hands over at'}
            hint={timeZone}
            error={wrong('rotation.handoff_time')}
          >
            <Input
              type="time"
              required
              value={rotation.handoffTime ?? ''}
              onChange={(event) => change({ handoffTime: event.target.value })}
            />
          </Field>
        </div>
        <Field
          label="First turn"
          hint="Before that day this layer names nobody."
          error={wrong('rotation.start_date')}
        >
          <Input
            type="date"
            required
            value={rotation.startDate ?? ''}
            onChange={(event) => change({ startDate: event.target.value })}
          />
        </Field>
      </div>
      <Participants
        people={layer.participants ?? []}
        onChange={(participants) => onChange({ ...layer, participants: [...participants] })}
        error={
          wrong('participants') ??
          problem?.violations.find((it) => it.field.includes(`layers[${index}].participants[`))?.message
        }
      />
    </fieldset>
  );
}
