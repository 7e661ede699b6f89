import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { asProblem, type Schemas } from '@/lib/api';
import { useCreatePolicy } from '../api/stored';

/** Pages who is on call at once and then again; takes every alert that no route sends elsewhere. */
export function PolicyStep({
  userId,
  schedules,
}: {
  userId: string;
  schedules: readonly Schemas['Schedule'][];
}) {
  const [name, setName] = useState('Wake somebody');
  const [minutes, setMinutes] = useState(5);
  const create = useCreatePolicy();
  const problem = create.error ? asProblem(create.error) : undefined;
  const schedule = schedules[0];
  const target: Schemas['Target'] = schedule?.id ? { schedule: { scheduleId: schedule.id } } : { userId };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({
          name: name.trim(),
          default: true,
          repeat: 2,
          steps: [
            { wait: '0s', targets: [target] },
            { wait: `${minutes * 60}s`, targets: [target] },
          ],
        });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Name" error={problem?.of('policy.name')}>
          <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Page again after minutes without an answer" error={problem?.of('wait')}>
          <Input
            type="number"
            required
            min={1}
            max={1440}
            value={Number.isNaN(minutes) ? '' : minutes}
            onChange={(event) => setMinutes(event.target.valueAsNumber)}
          />
        </Field>
      </div>
      <p className="text-muted">
        Pages {schedule ? `whoever is on call by ${schedule.name}` : 'you'} at once, then every{' '}
        {minutes || '…'} minutes, up to six times. It takes every alert that no route sends elsewhere.
      </p>
      <Button look="primary" type="submit" busy={create.isPending} className="self-start">
        Create the policy
      </Button>
    </form>
  );
}
