import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Combobox } from '@/components/Combobox';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { asProblem } from '@/lib/api';
import { calendarFeedsQuery } from '@/lib/calendarFeeds';
import { useCaller } from '@/lib/caller';
import { useSourceNames } from '@/lib/holidaySources';
import { holidayCalendarsQuery } from '@/lib/holidays';
import { schedulesQuery } from '@/lib/schedules';
import { useImportHolidays, useSetHolidays } from '../api/holidays';
import { RegionDays } from './RegionDays';
import { RegionPicker } from './RegionPicker';

type Whose = 'me' | 'schedule' | 'person';
type From = 'region' | 'feed' | 'address';

/** Attaches the public holidays of a region or a calendar: to oneself, and by managers to schedules and to others. */
export function HolidaysDialog({ whose: first, onClose }: { whose: Whose; onClose: () => void }) {
  const { may, userId: me = '' } = useCaller();
  const schedules = useQuery(schedulesQuery).data ?? [];
  const calendars = useQuery(holidayCalendarsQuery).data ?? [];
  const [whose, setWhose] = useState(first);
  const [scheduleId, setScheduleId] = useState('');
  const [userId, setUserId] = useState('');
  const [from, setFrom] = useState<From>('region');
  const [region, setRegion] = useState('');
  const [feedId, setFeedId] = useState('');
  const [address, setAddress] = useState({ name: '', url: '' });
  const feeds = useQuery({ ...calendarFeedsQuery, enabled: from === 'feed' }).data ?? [];
  const set = useSetHolidays();
  const bring = useImportHolidays();
  const failed = set.error ?? bring.error;
  const problem = failed ? asProblem(failed) : undefined;
  const owner = whose === 'schedule' ? { scheduleId } : { userId: whose === 'me' ? me : userId };
  const named = owner.scheduleId || owner.userId;
  const replaces = calendars.find((it) =>
    owner.scheduleId ? it.scheduleId === owner.scheduleId : it.userId === owner.userId,
  );
  const nameOf = useSourceNames(replaces ? [replaces] : []);
  const chosen = { region, feed: feedId, address: address.name.trim() && address.url.trim() }[from];
  const attach = (source: { region: string } | { feedId: string }) =>
    set.mutate({ ...owner, region: '', ...source }, { onSuccess: onClose });
  const save = () => {
    if (from === 'region') return attach({ region });
    if (from === 'feed') return attach({ feedId });
    bring.mutate(address, {
      onSuccess: ({ id = '' }) => {
        // It is there now: a second try attaches it, and imports it no more.
        setFrom('feed');
        setFeedId(id);
        attach({ feedId: id });
      },
    });
  };
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
            busy={set.isPending || bring.isPending}
            disabled={!named || !chosen}
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
          save();
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
        <Field label="From" hint={replaces && named ? `In place of ${nameOf(replaces)}.` : undefined}>
          <Select value={from} onChange={(event) => setFrom(event.target.value as From)}>
            <option value="region">A country or region, known to Tocsin</option>
            <option value="feed">A calendar that is imported already</option>
            {may('manager') && <option value="address">An address of an iCalendar</option>}
          </Select>
        </Field>
        {from === 'region' && (
          <>
            <Field label="Country or region" error={problem?.of('region')}>
              <RegionPicker value={region} onChange={setRegion} />
            </Field>
            {region && <RegionDays region={region} />}
          </>
        )}
        {from === 'feed' && (
          <>
            <Field
              label="Imported calendar"
              hint="Its whole days are the holidays."
              error={problem?.of('feed_id')}
            >
              <Combobox
                placeholder="Find a calendar"
                none="No calendar of that name."
                value={feedId}
                onChange={setFeedId}
                options={feeds.map((it) => ({
                  value: it.id ?? '',
                  label: it.name ?? '',
                  hint: it.url || 'a file',
                }))}
              />
            </Field>
            {feedId && <RegionDays region={feedId} />}
          </>
        )}
        {from === 'address' && (
          <>
            <Field label="Name" error={problem?.of('name')}>
              <Input
                required
                maxLength={120}
                value={address.name}
                onChange={(event) => setAddress({ ...address, name: event.target.value })}
              />
            </Field>
            <Field
              label="Address of the iCalendar"
              hint="https, http or webcal. It is kept sealed and read every half hour; events that last whole days are the holidays."
              error={problem?.of('url')}
            >
              <Input
                required
                inputMode="url"
                maxLength={2000}
                placeholder="https://calendar.example/holidays.ics"
                value={address.url}
                onChange={(event) => setAddress({ ...address, url: event.target.value })}
              />
            </Field>
          </>
        )}
      </form>
    </Dialog>
  );
}
