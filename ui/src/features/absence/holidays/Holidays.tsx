import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { calendarFeedsQuery } from '@/lib/calendarFeeds';
import { useCaller } from '@/lib/caller';
import { useSourceNames } from '@/lib/holidaySources';
import { type HolidayCalendar, holidayCalendarsQuery, sourceOf } from '@/lib/holidays';
import { useNames } from '@/lib/people';
import { schedulesQuery } from '@/lib/schedules';
import { useRemoveHolidays } from '../api/holidays';
import { HolidaysDialog } from './HolidaysDialog';
import { RegionDays } from './RegionDays';

/** Whose public holidays are which: the reader's own, and those of schedules and other people. */
export function Holidays() {
  const query = useQuery(holidayCalendarsQuery);
  const { may, userId: me } = useCaller();
  const [adding, setAdding] = useState<'me' | 'schedule'>();
  return (
    <div className="flex flex-col gap-4">
      {adding && <HolidaysDialog whose={adding} onClose={() => setAdding(undefined)} />}
      <Loaded query={query} what="the public holidays" rows={4}>
        {(calendars) => {
          const mine = calendars.filter((it) => it.userId && it.userId === me);
          const others = calendars.filter((it) => !mine.includes(it));
          return (
            <>
              {me && may('responder') && (
                <Card
                  title="Mine"
                  actions={
                    <Button look="quiet" onClick={() => setAdding('me')}>
                      {mine.length ? 'Change' : 'Choose a region'}
                    </Button>
                  }
                >
                  {mine.length === 0 ? (
                    <p className="px-4 py-4 text-muted">
                      You have none of your own: those of each schedule count for you.
                    </p>
                  ) : (
                    <Lines label="My public holidays" list={mine} />
                  )}
                </Card>
              )}
              <Card
                title="Schedules and others"
                actions={
                  may('manager') && (
                    <Button
                      look="quiet"
                      icon={<Plus size={15} aria-hidden />}
                      onClick={() => setAdding('schedule')}
                    >
                      Add
                    </Button>
                  )
                }
              >
                {others.length === 0 ? (
                  <Empty title="No public holidays yet">
                    <p>
                      Attach a country, a region or an imported calendar to a schedule: its calendar shows the
                      days, fairness counts who worked on them.
                    </p>
                    {may('manager') && (
                      <Button onClick={() => setAdding('schedule')}>Add public holidays</Button>
                    )}
                  </Empty>
                ) : (
                  <Lines label="Public holidays" list={others} />
                )}
              </Card>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Lines({ label, list }: { label: string; list: readonly HolidayCalendar[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {list.map((it) => (
        <Line key={it.id} calendar={it} />
      ))}
    </ul>
  );
}

function Line({ calendar }: { calendar: HolidayCalendar }) {
  const { may, userId: me } = useCaller();
  const nameOf = useNames();
  const name = useSourceNames([calendar])(calendar);
  const schedules = useQuery(schedulesQuery).data;
  const remove = useRemoveHolidays();
  const [open, setOpen] = useState(false);
  const { id = '', userId, scheduleId, region, feedId } = calendar;
  const feed = useQuery({ ...calendarFeedsQuery, enabled: Boolean(feedId) }).data?.find(
    (it) => it.id === feedId,
  );
  const schedule = schedules?.find((it) => it.id === scheduleId)?.name ?? 'a schedule';
  const mine = userId !== undefined && userId !== '' && userId === me;
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-48">
          <span className="font-medium">{name}</span>{' '}
          {feedId ? (
            <Link to="/calendars/$id" params={{ id: feedId }} className="inline-block min-h-6 underline">
              imported calendar
            </Link>
          ) : (
            <Badge>{region}</Badge>
          )}
          {!mine && (
            <span className="block text-muted">
              {scheduleId ? (
                <>
                  of{' '}
                  <Link
                    to="/schedules/$id"
                    params={{ id: scheduleId }}
                    className="inline-block min-h-6 underline"
                  >
                    {schedule}
                  </Link>
                </>
              ) : (
                `of ${nameOf(userId)}`
              )}
            </span>
          )}
        </span>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide days' : 'Show days'}
        </Button>
        {((mine && may('responder')) || may('manager')) && (
          <ConfirmButton
            label="Remove"
            title={`Remove ${name}?`}
            confirm="Remove"
            busy={remove.isPending}
            onConfirm={() => remove.mutate(id)}
          >
            {scheduleId
              ? `Nobody on ${schedule} has public holidays by it any more.`
              : `Those of each schedule count for ${mine ? 'you' : nameOf(userId)} again.`}
          </ConfirmButton>
        )}
      </div>
      {feed?.error && (
        <p className="text-critical [overflow-wrap:anywhere]">
          It could not be read, {feed.successTime ? 'its last days hold' : 'so it has no days yet'}:{' '}
          {feed.error}
        </p>
      )}
      {open && <RegionDays region={sourceOf(calendar)} />}
    </li>
  );
}
