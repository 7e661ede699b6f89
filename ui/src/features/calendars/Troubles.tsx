import { Link } from '@tanstack/react-router';
import { CircleAlert, TriangleAlert, UserX } from 'lucide-react';
import { Ago } from '@/components/Time';
import type { CalendarFeed } from '@/lib/calendarFeeds';
import { useCaller } from '@/lib/caller';
import { cx } from '@/lib/cx';

/** What keeps an imported calendar from saying who is on call, and what to do about each. */
export function Troubles({ feed }: { feed: CalendarFeed }) {
  const { may } = useCaller();
  const { error, problems = [], unmappedNames = [] } = feed;
  return (
    <>
      {error && (
        <Trouble tone="critical" icon={<CircleAlert size={16} aria-hidden />}>
          <p className="font-medium">
            Reading it failed <Ago time={feed.attemptTime} />
          </p>
          <p className="[overflow-wrap:anywhere]">{error}</p>
          <p>{feed.successTime ? 'Its last good copy holds.' : 'Nobody is on call by it.'}</p>
        </Trouble>
      )}
      {unmappedNames.length > 0 && (
        <Trouble tone="warning" icon={<UserX size={16} aria-hidden />}>
          <p className="font-medium">
            {unmappedNames.length === 1
              ? 'One name is no user’s, and puts nobody on call'
              : `${unmappedNames.length} names are no user’s, and put nobody on call`}
          </p>
          <ul aria-label="Names that are no user’s">
            {unmappedNames.map((it) => (
              <li key={it} className="[overflow-wrap:anywhere]">
                {it}
              </li>
            ))}
          </ul>
          <p>
            A person is meant by their name or e-mail address, or the part of it before the @.{' '}
            {may('admin') ? (
              <Link to="/people" className="inline-block min-h-6 underline">
                Add or rename a person
              </Link>
            ) : (
              'An administrator can add or rename a person'
            )}
            , then read the calendar again.
          </p>
        </Trouble>
      )}
      {problems.length > 0 && (
        <Trouble tone="warning" icon={<TriangleAlert size={16} aria-hidden />}>
          <p className="font-medium">Left out of it</p>
          <ul aria-label="Left out">
            {problems.map((it) => (
              <li key={it} className="[overflow-wrap:anywhere]">
                {it}
              </li>
            ))}
          </ul>
        </Trouble>
      )}
    </>
  );
}

function Trouble({
  tone,
  icon,
  children,
}: {
  tone: 'critical' | 'warning';
  icon: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div
      className={cx(
        'flex gap-2 rounded-md px-3 py-2',
        tone === 'critical' ? 'bg-critical-bg text-critical' : 'bg-warning-bg text-warning',
      )}
    >
      <span className="mt-0.5 shrink-0">{icon}</span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
