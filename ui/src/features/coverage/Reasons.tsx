import { Link } from '@tanstack/react-router';
import type { Reason } from './api/coverage';

/** Why nobody is reached, each with a way to what mends it. */
export function Reasons({ reasons }: { reasons: readonly Reason[] | undefined }) {
  if (!reasons?.length) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-muted">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.summary} ${reason.facts?.step}`} className="break-words">
          <span className="text-faint">Step {Number(reason.facts?.step ?? 0) + 1}:</span> {reason.summary}{' '}
          <Mend facts={reason.facts ?? {}} />
        </li>
      ))}
    </ul>
  );
}

const look = 'inline-flex min-h-6 items-center font-medium whitespace-nowrap text-accent hover:underline';

function Mend({ facts }: { facts: Record<string, unknown> }) {
  const id = (name: string) => {
    const value = facts[name];
    return typeof value === 'string' && value ? value : undefined;
  };
  const [feed, schedule, user, channel] = ['feed_id', 'schedule_id', 'user_id', 'channel_id'].map(id);
  if (feed)
    return (
      <Link to="/calendars/$id" params={{ id: feed }} className={look}>
        Open the calendar
      </Link>
    );
  if (schedule)
    return (
      <Link to="/schedules/$id" params={{ id: schedule }} className={look}>
        Open the schedule
      </Link>
    );
  if (user)
    return (
      <Link to="/people/$id" params={{ id: user }} className={look}>
        Open the person
      </Link>
    );
  if (channel)
    return (
      <Link to="/channels/$id" params={{ id: channel }} className={look}>
        Open the channel
      </Link>
    );
  return id('team_id') ? (
    <Link to="/teams" className={look}>
      Open the teams
    </Link>
  ) : null;
}
