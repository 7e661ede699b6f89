import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSourceNames } from '@/lib/holidaySources';
import { holidayCalendarsQuery } from '@/lib/holidays';

/** Whose public holidays count on a stored schedule, and where that is changed. */
export function HolidaysNote({ scheduleId }: { scheduleId: string }) {
  const { data } = useQuery(holidayCalendarsQuery);
  const attached = data?.find((it) => it.scheduleId === scheduleId);
  const nameOf = useSourceNames(attached ? [attached] : []);
  return (
    <div>
      <p className="font-medium">Public holidays</p>
      <p className="flex min-h-8 flex-wrap items-center gap-x-2 text-muted">
        {attached ? nameOf(attached) : 'none'}
        <Link
          to="/time-off"
          search={{ show: 'holidays' }}
          className="inline-flex min-h-6 items-center text-accent underline"
        >
          {attached ? 'Change' : 'Attach a country’s'}
        </Link>
      </p>
    </div>
  );
}
