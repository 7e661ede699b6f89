import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { Ago, Moment } from '@/components/Time';
import { myShiftsQuery } from '@/lib/oncall';
import { readerZone, shortDuration } from '@/lib/time';
import { useNow } from '@/lib/useNow';

/** The reader's own next turns. */
export function MyShifts() {
  const query = useQuery(myShiftsQuery);
  const now = useNow();
  return (
    <Card title="My next shifts">
      <Loaded query={query} what="your shifts" rows={3}>
        {(shifts) =>
          shifts.length === 0 ? (
            <p className="px-4 py-6 text-center text-muted">You have no shift within the next 90 days.</p>
          ) : (
            <Table
              label="My next shifts"
              keyOf={(it) => `${it.scheduleId}-${it.shift?.startTime}`}
              rows={shifts}
              columns={[
                {
                  head: 'Schedule',
                  cell: (it) => (
                    <Link
                      to="/schedules/$id"
                      params={{ id: it.scheduleId ?? '' }}
                      className="inline-flex min-h-6 items-center font-medium hover:underline"
                    >
                      {it.scheduleName}
                    </Link>
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
