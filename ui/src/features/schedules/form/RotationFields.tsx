import { Field, Input, Select } from '@/components/Field';
import type { Rotation } from '../api/schedules';
import { weekdays, weekdayWord } from '../rotation';

const units = [
  ['ROTATION_UNIT_HOUR', 'hour'],
  ['ROTATION_UNIT_DAY', 'day'],
  ['ROTATION_UNIT_WEEK', 'week'],
  ['ROTATION_UNIT_MONTH', 'month'],
] as const;

const timeLabel: Record<string, string> = {
  ROTATION_UNIT_HOUR: 'First one begins at',
  ROTATION_UNIT_WEEK: 'at',
};

/** How often a rotation hands over, when, from which day on, and what counts as a turn. */
export function RotationFields({
  rotation,
  timeZone,
  restricted,
  errorOf,
  onChange,
}: {
  rotation: Rotation;
  timeZone: string;
  /** Some turns may have no working time. */
  restricted: boolean;
  errorOf: (field: string) => string | undefined;
  onChange: (rotation: Rotation) => void;
}) {
  const change = (part: Partial<Rotation>) => onChange({ ...rotation, ...part });
  const weeks = rotation.unit === 'ROTATION_UNIT_WEEK';
  const months = rotation.unit === 'ROTATION_UNIT_MONTH';
  return (
    <>
      <div className="grid grid-cols-[5rem_1fr] gap-2">
        <Field label="Every" error={errorOf('length')}>
          <Input
            type="number"
            min={1}
            max={366}
            required
            value={rotation.length || ''}
            onChange={(event) => change({ length: event.target.valueAsNumber || 0 })}
          />
        </Field>
        <Field label="Unit" error={errorOf('unit')}>
          <Select
            value={rotation.unit}
            onChange={(event) => change({ unit: event.target.value as NonNullable<Rotation['unit']> })}
          >
            {units.map(([value, word]) => (
              <option key={value} value={value}>
                {rotation.length === 1 ? word : `${word}s`}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className={weeks ? 'grid grid-cols-[1fr_8rem] gap-2' : 'grid'}>
        {weeks && (
          <Field label="Hands over on" error={errorOf('handoff_day')}>
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
          label={timeLabel[rotation.unit ?? ''] ?? 'Hands over at'}
          hint={timeZone}
          error={errorOf('handoff_time')}
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
        hint={
          months
            ? 'Hands over on that day of each month, or its last.'
            : 'Before that day this layer names nobody.'
        }
        error={errorOf('start_date')}
      >
        <Input
          type="date"
          required
          value={rotation.startDate ?? ''}
          onChange={(event) => change({ startDate: event.target.value })}
        />
      </Field>
      {restricted && (
        <Field
          label="Goes on to the next"
          hint="The second leaves nobody out whose turn would fall on days off."
          error={errorOf('advance')}
        >
          <Select
            value={rotation.advance === 'ADVANCE_BY_SHIFT' ? 'ADVANCE_BY_SHIFT' : 'ADVANCE_BY_CALENDAR'}
            onChange={(event) => change({ advance: event.target.value as NonNullable<Rotation['advance']> })}
          >
            <option value="ADVANCE_BY_CALENDAR">at every hand-over</option>
            <option value="ADVANCE_BY_SHIFT">after turns with working hours</option>
          </Select>
        </Field>
      )}
    </>
  );
}
