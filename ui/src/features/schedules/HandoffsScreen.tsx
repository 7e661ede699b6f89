import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { LinkButton } from '@/components/LinkButton';
import { Page } from '@/components/Page';
import { useCaller } from '@/lib/caller';
import { useDrillMe } from './api/handoffs';
import { scheduleQuery } from './api/schedules';
import { Drills } from './handoffs/Drills';
import { HandoffSwitches } from './handoffs/HandoffSwitches';
import { Notes } from './handoffs/Notes';

/** What happens when the schedule changes hands, and what people leave for each other. */
export function HandoffsScreen() {
  const { id } = useParams({ from: '/shell/schedules/$id/handoffs' });
  const { data: schedule } = useQuery(scheduleQuery(id));
  const { may } = useCaller();
  const drill = useDrillMe(id);
  return (
    <Page
      title={schedule ? `Hand-offs of ${schedule.name}` : 'Hand-offs'}
      actions={
        <>
          {may('responder') && (
            <Button busy={drill.isPending} onClick={() => drill.mutate(undefined)}>
              Send me a test page
            </Button>
          )}
          <LinkButton to="/schedules/$id" params={{ id }}>
            Calendar
          </LinkButton>
        </>
      }
    >
      <Notes id={id} />
      <HandoffSwitches id={id} />
      <Drills id={id} />
    </Page>
  );
}
