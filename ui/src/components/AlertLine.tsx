import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '@/lib/api';
import { AlertStateBadge, SeverityBadge } from './Badges';
import { Ago } from './Time';

/** One alert in one line: how bad, what, where it stands, since when. For short lists. */
export function AlertLine({ alert, note }: { alert: Schemas['Alert']; note?: ReactNode }) {
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/alerts/$alertId"
        params={{ alertId: alert.id ?? '' }}
        className="grid min-h-11 grid-cols-[4.5rem_1fr_auto] items-center gap-x-3 px-4 py-1.5 hover:bg-sunken/60"
      >
        <span>
          <SeverityBadge severity={alert.severity} />
        </span>
        <span className="min-w-0">
          <span className="block truncate font-medium">{alert.title}</span>
          {note && <span className="block truncate text-xs text-faint">{note}</span>}
        </span>
        <span className="flex items-center gap-2 text-xs text-faint">
          <span className="max-sm:hidden">
            <AlertStateBadge state={alert.state} />
          </span>
          <Ago time={alert.createTime} />
        </span>
      </Link>
    </li>
  );
}
