import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import { readerZone } from '@/lib/time';
import { useCreateSchedule } from '../api/stored';
import { mondayBefore } from '../firstWeek';

/** A weekly rotation of the owner alone, under way from the start. */
export function ScheduleStep({ userId }: { userId: string }) {
  const [name, setName] = useState('Primary');
  const [timeZone, setZone] = useState(readerZone());
  const create = useCreateSchedule();
  const problem = create.error ? asProblem(create.error) : undefined;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({
          name: name.trim(),
          timeZone,
          layers: [
            {
              name: 'Weekly',
              rotation: {
                unit: 'ROTATION_UNIT_WEEK',
                length: 1,
                handoffTime: '09:00',
                handoffDay: 'WEEKDAY_MONDAY',
                startDate: mondayBefore(Date.now(), timeZone),
              },
              participants: [userId],
            },
          ],
        });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Name" error={problem?.of('schedule.name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label="Time zone"
          hint="Hands over on Mondays at 09:00 there."
          error={problem?.of('time_zone')}
        >
          <ZonePicker value={timeZone} onChange={setZone} />
        </Field>
      </div>
      <Button look="primary" type="submit" busy={create.isPending} className="self-start">
        Create the schedule
      </Button>
    </form>
  );
}
