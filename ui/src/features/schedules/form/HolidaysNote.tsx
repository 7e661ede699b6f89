import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { holidayCalendarsQuery, regionsQuery } from '@/lib/holidays';

/** Whose public holidays count on a stored schedule, and where that is changed. */
export function HolidaysNote({ scheduleId }: { scheduleId: string }) {
  const { data } = useQuery(holidayCalendarsQuery);
  const region = data?.find((it) => it.scheduleId === scheduleId)?.region;
  const { data: regions } = useQuery({ ...regionsQuery, enabled: region !== undefined });
  return (
    <div>
      <p className="font-medium">Public holidays</p>
      <p className="flex min-h-8 flex-wrap items-center gap-x-2 text-muted">
        {region ? (regions?.find((it) => it.code === region)?.name ?? region) : 'none'}
        <Link
          to="/time-off"
          search={{ show: 'holidays' }}
          className="inline-flex min-h-6 items-center text-accent underline"
        >
          {region ? 'Change' : 'Attach a country’s'}
        </Link>
      </p>
    </div>
  );
}
