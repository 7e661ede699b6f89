import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Page } from '@/components/Page';
import { Loaded, NoPermission } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { readerZone } from '@/lib/time';
import { scheduleQuery } from './api/schedules';
import { todayIn, weeksOf } from './calendar/geometry';
import { draftOf, newLayer } from './form/draft';
import { ScheduleForm } from './form/ScheduleForm';
import { PlannedNotice } from './history/PlannedNotice';

function ForManagers({ title, children }: { title: string; children: React.ReactNode }) {
  const { role, may } = useCaller();
  return (
    <Page title={title} wide>
      {role !== undefined && !may('manager') ? <NoPermission /> : children}
    </Page>
  );
}

export function NewScheduleScreen() {
  const draft = useMemo(() => {
    const zone = readerZone();
    const monday = weeksOf('weeks', todayIn(zone, Date.now()), zone)[0]!.days[0]!.date;
    return { name: '', timeZone: zone, layers: [newLayer(monday)] };
  }, []);
  return (
    <ForManagers title="New schedule">
      <ScheduleForm draft={draft} />
    </ForManagers>
  );
}

export function EditScheduleScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id/edit' });
  const { version } = useSearch({ from: '/shell/schedules/$id/edit' });
  const query = useQuery(scheduleQuery(id));
  const earlier = useQuery({ ...scheduleQuery(id, version), enabled: version !== undefined });
  return (
    <ForManagers title={query.data ? `Edit ${query.data.name}` : 'Edit schedule'}>
      <PlannedNotice id={id} zone={query.data?.timeZone ?? 'UTC'} editing />
      <Loaded query={query} what="this schedule">
        {(schedule) =>
          version === undefined ? (
            <ScheduleForm key={schedule.id} draft={draftOf(schedule)} stored={schedule} />
          ) : (
            <Loaded query={earlier} what={`version ${version}`}>
              {({ layers, timeZone }) => (
                <ScheduleForm
                  key={version}
                  draft={draftOf({ ...schedule, layers: layers ?? [], timeZone })}
                  stored={schedule}
                />
              )}
            </Loaded>
          )
        }
      </Loaded>
    </ForManagers>
  );
}
