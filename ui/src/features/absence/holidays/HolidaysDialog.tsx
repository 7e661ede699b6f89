import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Combobox } from '@/components/Combobox';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Select } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { holidayCalendarsQuery } from '@/lib/holidays';
import { schedulesQuery } from '@/lib/schedules';
import { useSetHolidays } from '../api/holidays';
import { RegionDays } from './RegionDays';
import { RegionPicker } from './RegionPicker';

type Whose = 'me' | 'schedule' | 'person';

/** Attaches the public holidays of a region: to oneself, and by managers to schedules and to others. */
export function HolidaysDialog({ whose: first, onClose }: { whose: Whose; onClose: () => void }) {
  const { may, userId: me = '' } = useCaller();
  const schedules = useQuery(schedulesQuery).data ?? [];
  const calendars = useQuery(holidayCalendarsQuery).data ?? [];
  const [whose, setWhose] = useState(first);
  const [scheduleId, setScheduleId] = useState('');
  const [userId, setUserId] = useState('');
  const [region, setRegion] = useState('');
  const set = useSetHolidays();
  const problem = set.error ? asProblem(set.error) : undefined;
  const owner = whose === 'schedule' ? { scheduleId } : { userId: whose === 'me' ? me : userId };
  const named = owner.scheduleId || owner.userId;
  const replaces = calendars.find((it) =>
    owner.scheduleId ? it.scheduleId === owner.scheduleId : it.userId === owner.userId,
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Public holidays"
      description="Calendars show them, and tell which shifts fall on them. A person’s own count before those of the schedule."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="holidays"
            busy={set.isPending}
            disabled={!named || !region}
          >
            Save
          </Button>
        </>
      }
    >
      <form
        id="holidays"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ ...owner, region }, { onSuccess: onClose });
        }}
      >
        <FormError>{problem?.message}</FormError>
        {may('manager') && (
          <Field label="Whose">
            <Select value={whose} onChange={(event) => setWhose(event.target.value as Whose)}>
              <option value="me">Mine</option>
              <option value="schedule">Of a schedule: for everybody on it who has none of their own</option>
              <option value="person">Of a person, wherever on call</option>
            </Select>
          </Field>
        )}
        {whose === 'schedule' && (
          <Field label="Schedule" error={problem?.of('schedule_id')}>
            <Combobox
              placeholder="Find a schedule"
              value={scheduleId}
              onChange={setScheduleId}
              options={schedules.map((it) => ({ value: it.id ?? '', label: it.name, hint: it.timeZone }))}
            />
          </Field>
        )}
        {whose === 'person' && (
          <Field label="Person" error={problem?.of('user_id')}>
            <PersonPicker value={userId} exclude={[me]} onChange={setUserId} />
          </Field>
        )}
        <Field
          label="Country or region"
          hint={replaces && named ? `In place of ${replaces.region}.` : undefined}
          error={problem?.of('region')}
        >
          <RegionPicker value={region} onChange={setRegion} />
        </Field>
        {region && <RegionDays region={region} />}
      </form>
    </Dialog>
  );
}
