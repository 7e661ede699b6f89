import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { rowsOf } from '@/lib/pages';
import { shortTime } from '@/lib/time';
import { versionsQuery } from '../api/versions';

/** Says that a change is planned for a later time; nothing when none is. */
export function PlannedNotice({ id, zone, editing }: { id: string; zone: string; editing?: boolean }) {
  const [newest] = rowsOf(useInfiniteQuery(versionsQuery(id)).data) ?? [];
  if (!newest?.effectiveTime || Date.parse(newest.effectiveTime) <= Date.now()) return null;
  return (
    <p className="flex gap-2 rounded-md bg-info-bg px-3 py-2 text-info">
      <CalendarClock size={16} aria-hidden className="mt-0.5 shrink-0" />
      <span>
        A change is planned from {shortTime(newest.effectiveTime, zone)} ({zone}) on
        {editing && ': layers cannot be changed before it while it stands. Take it back first'}.{' '}
        <Link
          to="/schedules/$id/history"
          params={{ id }}
          search={{ show: 'versions' }}
          className="inline-block min-h-6 underline"
        >
          See the versions
        </Link>
      </span>
    </p>
  );
}
