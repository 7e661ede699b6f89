import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Page } from '@/components/Page';
import { Tabs } from '@/components/Tabs';
import { useCaller } from '@/lib/caller';
import { useScheduleEvents } from '@/lib/scheduleEvents';
import { readerZone } from '@/lib/time';
import { Holidays } from './holidays/Holidays';
import { ShiftsInTheWay } from './ShiftsInTheWay';
import { TimeOffDialog } from './TimeOffDialog';
import { TimeOffList } from './TimeOffList';

/** When people are away, which shifts that is in the way of, and who could stand in. */
export function AbsenceScreen() {
  const { show = 'time-off' } = useSearch({ from: '/shell/time-off' });
  const navigate = useNavigate({ from: '/time-off' });
  const { may } = useCaller();
  const [adding, setAdding] = useState(false);
  useScheduleEvents();
  return (
    <Page
      title="Time off"
      actions={
        may('responder') && (
          <Button look="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            Add time off
          </Button>
        )
      }
    >
      {adding && <TimeOffDialog onClose={() => setAdding(false)} />}
      <Tabs
        label="Time off"
        value={show}
        onChange={(it) => navigate({ search: it === 'holidays' ? { show: 'holidays' } : {}, replace: true })}
        tabs={[
          {
            value: 'time-off',
            label: 'Time off',
            content: (
              <div className="flex flex-col gap-4">
                <ShiftsInTheWay />
                <TimeOffList onAdd={() => setAdding(true)} />
                <p className="text-xs text-faint">Times are of your zone, {readerZone()}.</p>
              </div>
            ),
          },
          { value: 'holidays', label: 'Public holidays', content: <Holidays /> },
        ]}
      />
    </Page>
  );
}
