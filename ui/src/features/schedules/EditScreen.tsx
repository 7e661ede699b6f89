import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Page } from '@/components/Page';
import { Loaded, NoPermission } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { readerZone } from '@/lib/time';
import { scheduleQuery } from './api/schedules';
import { todayIn, weeksOf } from './calendar/geometry';
import { newLayer } from './form/draft';
import { ScheduleForm } from './form/ScheduleForm';

function ForManagers({ title, children }: { title: string; children: React.ReactNode }) {
  const { role, may } = useCaller();
  return (
    <Page title={title} wide>
      {role !== undefined && !may('manager') ? <NoPermission /> : children}
    </Page>
  );
}

export function NewScheduleScreen() {
  const schedule = useMemo(() => {
    const zone = readerZone();
    const monday = weeksOf('weeks', todayIn(zone, Date.now()), zone)[0]!.days[0]!.date;
    return { name: '', timeZone: zone, layers: [newLayer(monday)] };
  }, []);
  return (
    <ForManagers title="New schedule">
      <ScheduleForm schedule={schedule} />
    </ForManagers>
  );
}

export function EditScheduleScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id/edit' });
  const query = useQuery(scheduleQuery(id));
  return (
    <ForManagers title={query.data ? `Edit ${query.data.name}` : 'Edit schedule'}>
      <Loaded query={query} what="this schedule">
        {(schedule) => <ScheduleForm key={schedule.id} schedule={schedule} />}
      </Loaded>
    </ForManagers>
  );
}
