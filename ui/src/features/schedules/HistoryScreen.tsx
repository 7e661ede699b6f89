import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { LinkButton } from '@/components/LinkButton';
import { Page } from '@/components/Page';
import { Tabs } from '@/components/Tabs';
import { scheduleQuery } from './api/schedules';
import { PastShifts } from './history/PastShifts';
import { Versions } from './history/Versions';

/** Who really was on call, and how the schedule came to be what it is. */
export function HistoryScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id/history' });
  const { show = 'shifts' } = useSearch({ from: '/shell/schedules/$id/history' });
  const navigate = useNavigate({ from: '/schedules/$id/history' });
  const { data: schedule } = useQuery(scheduleQuery(id));
  const zone = schedule?.timeZone ?? 'UTC';
  return (
    <Page
      title={schedule ? `History of ${schedule.name}` : 'History'}
      actions={
        <LinkButton to="/schedules/$id" params={{ id }}>
          Calendar
        </LinkButton>
      }
    >
      <Tabs
        label="History"
        value={show}
        onChange={(it) => navigate({ search: it === 'versions' ? { show: 'versions' } : {}, replace: true })}
        tabs={[
          { value: 'shifts', label: 'Who was on call', content: <PastShifts id={id} zone={zone} /> },
          { value: 'versions', label: 'Versions', content: <Versions id={id} zone={zone} /> },
        ]}
      />
    </Page>
  );
}
