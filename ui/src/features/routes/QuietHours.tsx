import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { ZonePicker } from '@/components/ZonePicker';
import type { Problem, Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';
import { readerZone } from '@/lib/time';

type Hours = Schemas['QuietHours'];
type Weekday = NonNullable<Hours['weekdays']>[number];

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map(
  (it) => `WEEKDAY_${it}` as Weekday,
);
const short = (day: Weekday) => {
  const word = day.replace('WEEKDAY_', '').toLowerCase();
  return word[0]!.toUpperCase() + word.slice(1, 3);
};

/** Hours in which nobody is paged: the first page of a group waits until they are over. */
export function QuietHours({
  value,
  onChange,
  problem,
}: {
  value: readonly Hours[];
  onChange: (hours: Hours[]) => void;
  problem: Problem | undefined;
}) {
  const put = (index: number, change: Partial<Hours>) =>
    onChange(value.map((it, i) => (i === index ? { ...it, ...change } : it)));
  const wrong = problem?.violations.filter((it) => it.field.includes('suppress_hours')) ?? [];
  return (
    <Card
      title="Quiet hours"
      actions={
        <Button
          look="quiet"
          icon={<Plus size={15} aria-hidden />}
          onClick={() =>
            onChange([...value, { start: '22:00', end: '07:00', weekdays: [], timeZone: readerZone() }])
          }
        >
          Add hours
        </Button>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        <p className="text-muted">
          {value.length === 0
            ? 'None: it pages at any hour.'
            : 'The first page of a group waits until they are over, and goes out then if the alert is still open.'}
        </p>
        <FormError>{wrong.map((it) => it.message).join(' ')}</FormError>
        {value.map((hours, index) => (
          <fieldset key={index} className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3">
            <legend className="sr-only">Quiet hours {index + 1}</legend>
            <div className="flex flex-wrap items-end gap-3">
              <Field label="From">
                <Input
                  type="time"
                  required
                  value={hours.start}
                  onChange={(event) => put(index, { start: event.target.value })}
                />
              </Field>
              <Field label={(hours.end ?? '') <= (hours.start ?? '') ? 'To (next day)' : 'To'}>
                <Input
                  type="time"
                  required
                  value={hours.end}
                  onChange={(event) => put(index, { end: event.target.value })}
                />
              </Field>
              <Field label="In the zone" className="min-w-44 flex-1">
                <ZonePicker
                  value={hours.timeZone || 'UTC'}
                  onChange={(timeZone) => put(index, { timeZone })}
                />
              </Field>
              <IconButton
                label="Remove these hours"
                onClick={() => onChange(value.filter((_, i) => i !== index))}
              >
                <Trash2 size={15} aria-hidden />
              </IconButton>
            </div>
            <fieldset className="flex min-w-0 flex-wrap items-center gap-1">
              <legend className="pb-1 font-medium">Beginning on</legend>
              {weekdays.map((day) => {
                const all = (hours.weekdays?.length ?? 0) === 0;
                const on = all || hours.weekdays!.includes(day);
                return (
                  <button
                    key={day}
                    type="button"
                    aria-pressed={on}
                    onClick={() => {
                      const before = all ? weekdays : hours.weekdays!;
                      const next = on ? before.filter((it) => it !== day) : [...before, day];
                      put(index, {
                        weekdays: next.length === 7 ? [] : weekdays.filter((it) => next.includes(it)),
                      });
                    }}
                    className={cx(
                      'h-8 rounded-md border px-2 text-xs pointer-coarse:h-11',
                      on ? 'border-accent bg-accent-bg text-accent' : 'border-line-strong text-muted',
                    )}
                  >
                    {short(day)}
                  </button>
                );
              })}
            </fieldset>
          </fieldset>
        ))}
      </div>
    </Card>
  );
}
