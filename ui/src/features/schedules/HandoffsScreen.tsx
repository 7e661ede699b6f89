import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { LinkButton } from '@/components/LinkButton';
import { Page } from '@/components/Page';
import { useCaller } from '@/lib/caller';
import { scheduleQuery } from './api/schedules';
import { Drills } from './handoffs/Drills';
import { HandoffSwitches } from './handoffs/HandoffSwitches';
import { MyPager } from './handoffs/MyPager';
import { Notes } from './handoffs/Notes';

/** What happens when the schedule changes hands, and what people leave for each other. */
export function HandoffsScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id/handoffs' });
  const { data: schedule } = useQuery(scheduleQuery(id));
  const { may } = useCaller();
  return (
    <Page
      title={schedule ? `Hand-offs of ${schedule.name}` : 'Hand-offs'}
      actions={
        <LinkButton to="/schedules/$id" params={{ id }}>
          Calendar
        </LinkButton>
      }
    >
      <Notes id={id} />
      <HandoffSwitches id={id} />
      {may('responder') && <MyPager />}
      <Drills id={id} />
    </Page>
  );
}
