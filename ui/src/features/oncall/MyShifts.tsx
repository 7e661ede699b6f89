import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { CalendarLinksDialog } from '@/components/calendarlinks/CalendarLinksDialog';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { AskForSwapDialog } from '@/components/swaps/AskForSwapDialog';
import type { Stretch } from '@/components/swaps/api';
import { Table } from '@/components/Table';
import { Ago, Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { myShiftsQuery } from '@/lib/oncall';
import { readerZone, shortDuration, shortTime } from '@/lib/time';
import { useNow } from '@/lib/useNow';

/** The reader's own next turns. */
export function MyShifts() {
  const query = useQuery(myShiftsQuery);
  const now = useNow();
  const { may } = useCaller();
  const [subscribing, setSubscribing] = useState(false);
  const [asking, setAsking] = useState<Stretch>();
  return (
    <Card
      title="My next shifts"
      actions={
        <>
          <Link
            to="/time-off"
            className="inline-flex h-8 items-center rounded-md px-3 font-medium text-muted hover:bg-sunken hover:text-ink pointer-coarse:h-11"
          >
            Time off
          </Link>
          <Button
            look="quiet"
            icon={<CalendarPlus size={15} aria-hidden />}
            onClick={() => setSubscribing(true)}
          >
            Subscribe
          </Button>
        </>
      }
    >
      {subscribing && (
        <CalendarLinksDialog
          of={{ userId: 'me' }}
          title="My shifts in my calendar"
          onClose={() => setSubscribing(false)}
        />
      )}
      {asking && <AskForSwapDialog stretch={asking} onClose={() => setAsking(undefined)} />}
      <Loaded query={query} what="your shifts" rows={3}>
        {(shifts) =>
          shifts.length === 0 ? (
            <p className="px-4 py-6 text-center text-muted">You have no shift within the next 90 days.</p>
          ) : (
            <Table
              label="My next shifts"
              keyOf={(it) => `${it.scheduleId}-${it.shift?.duty}-${it.shift?.startTime}`}
              rows={shifts}
              columns={[
                {
                  head: 'Schedule',
                  cell: (it) => (
                    <span className="inline-flex flex-wrap items-center gap-x-2 max-sm:justify-end">
                      <Link
                        to="/schedules/$id"
                        params={{ id: it.scheduleId ?? '' }}
                        className="inline-flex min-h-6 items-center font-medium hover:underline"
                      >
                        {it.scheduleName}
                      </Link>
                      {it.shift?.duty === 'DUTY_SECONDARY' && <Badge>secondary</Badge>}
                      {it.shift?.duty === 'DUTY_SHADOW' && <Badge>shadow</Badge>}
                    </span>
                  ),
                },
                {
                  head: 'From',
                  cell: (it) => {
                    const running = Date.parse(it.shift?.startTime ?? '') <= now;
                    return running ? (
                      <Badge tone="info">now</Badge>
                    ) : (
                      <>
                        <Moment time={it.shift?.startTime} />{' '}
                        <span className="text-faint">
                          <Ago time={it.shift?.startTime} />
                        </span>
                      </>
                    );
                  },
                },
                {
                  head: 'Until',
                  cell: (it) => (it.shift?.endTime ? <Moment time={it.shift.endTime} /> : 'further notice'),
                },
                {
                  head: 'Length',
                  cell: (it) =>
                    it.shift?.endTime ? (
                      <span className="text-muted">
                        {shortDuration(Date.parse(it.shift.endTime) - Date.parse(it.shift.startTime ?? ''))}
                      </span>
                    ) : (
                      '–'
                    ),
                },
                {
                  head: <span className="sr-only">Swap</span>,
                  cell: (it) => {
                    const { startTime, endTime, duty } = it.shift ?? {};
                    const primary = (duty ?? 'DUTY_PRIMARY') === 'DUTY_PRIMARY';
                    if (!may('responder') || !primary || !startTime || !endTime) return null;
                    if (Date.parse(startTime) <= now) return null;
                    return (
                      <Button
                        look="quiet"
                        aria-label={`Swap: ask somebody to take ${it.scheduleName} from ${shortTime(startTime)}`}
                        onClick={() => setAsking({ scheduleId: it.scheduleId ?? '', startTime, endTime })}
                      >
                        Swap
                      </Button>
                    );
                  },
                },
                {
                  head: 'Schedule’s zone',
                  cell: (it) => (
                    <span className="text-faint">{it.timeZone === readerZone() ? 'yours' : it.timeZone}</span>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
