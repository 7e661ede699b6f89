import { Field, Input, Select } from '@/components/Field';
import { ZonePicker } from '@/components/ZonePicker';
import { useNames } from '@/lib/people';
import { fromWall, toWall } from '@/lib/wallTime';
import { type Duty, duties } from '../rotation';
import { type DraftLayer, dutyOf } from './draft';

/** What most layers leave as it is: duty, precedence, who is secondary, zone, start and end, who begins. */
export function LayerDetails({
  layer,
  zone,
  errorOf,
  onChange,
}: {
  layer: DraftLayer;
  /** The schedule's. */
  zone: string;
  errorOf: (field: string) => string | undefined;
  onChange: (part: Partial<DraftLayer>) => void;
}) {
  const nameOf = useNames();
  const duty = dutyOf(layer);
  const own = layer.timeZone || zone || 'UTC';
  const rotating = !layer.feedId && layer.rotation;
  const named = layer.slots.filter((it) => it.userIds.length > 0).length;
  const open =
    duty !== 'DUTY_PRIMARY' ||
    Boolean(
      layer.precedence || layer.secondaryOffset || layer.timeZone || layer.startTime || layer.endTime,
    ) ||
    Boolean(layer.rotation?.firstSlot);
  const instant = (name: 'startTime' | 'endTime') => ({
    type: 'datetime-local',
    value: layer[name] ? toWall(Date.parse(layer[name]), own) : '',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const at = fromWall(event.target.value, own);
      onChange({ [name]: at ? new Date(at.instant).toISOString() : undefined });
    },
  });
  return (
    <details open={open || undefined} className="rounded-md border border-line px-3 py-1.5">
      <summary className="min-h-6 cursor-pointer text-muted">Duty, zone, start and end</summary>
      <div className="grid grid-cols-1 gap-3 pt-2 pb-2 sm:grid-cols-2">
        <Field label="Duty" hint={duties.find(([it]) => it === duty)?.[2]} error={errorOf('duty')}>
          <Select value={duty} onChange={(event) => onChange({ duty: event.target.value as Duty })}>
            {duties.map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Precedence"
          hint="The highest that names somebody wins; equal ones are on call together. Empty: the lower in the list wins."
          error={errorOf('precedence')}
        >
          <Input
            type="number"
            min={1}
            max={1000}
            value={layer.precedence || ''}
            onChange={(event) => onChange({ precedence: event.target.valueAsNumber || 0 })}
          />
        </Field>
        {rotating && duty === 'DUTY_PRIMARY' && (
          <Field
            label="Secondary meanwhile"
            hint="Blank turns are not counted."
            error={errorOf('secondary_offset')}
          >
            <Select
              value={layer.secondaryOffset ?? 0}
              onChange={(event) => onChange({ secondaryOffset: Number(event.target.value) })}
            >
              <option value={0}>nobody by this layer</option>
              {Array.from({ length: Math.max(named - 1, layer.secondaryOffset ?? 0) }, (_, i) => (
                <option key={i} value={i + 1}>
                  {i === 0 ? 'whoever is next' : `the one ${i + 1} turns on`}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {rotating && layer.slots.length > 1 && (
          <Field label="First turn has" error={errorOf('rotation.first_slot')}>
            <Select
              value={layer.rotation?.firstSlot ?? 0}
              onChange={(event) =>
                onChange({ rotation: { ...layer.rotation!, firstSlot: Number(event.target.value) } })
              }
            >
              {layer.slots.map((slot, index) => (
                <option key={slot.key} value={index}>
                  {index + 1}: {slot.userIds.map(nameOf).join(' and ') || 'nobody'}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Time zone of this layer" hint="Empty: the schedule’s." error={errorOf('time_zone')}>
          <ZonePicker optional value={layer.timeZone ?? ''} onChange={(timeZone) => onChange({ timeZone })} />
        </Field>
        <span className="max-sm:hidden" />
        <Field label="Names nobody before" hint={own} error={errorOf('start_time')}>
          <Input {...instant('startTime')} />
        </Field>
        <Field label="Names nobody from" hint={own} error={errorOf('end_time')}>
          <Input {...instant('endTime')} />
        </Field>
      </div>
    </details>
  );
}
