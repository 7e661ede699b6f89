import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { payloadAlertQuery } from './api/payloads';

/** So many are named; of a large payload the others are counted. */
const NAMED = 10;

/** The alerts that a payload opened, counted for or ended. */
export function PayloadAlerts({ ids }: { ids: readonly string[] }) {
  const named = ids.slice(0, NAMED);
  const alerts = useQueries({ queries: named.map(payloadAlertQuery) });
  if (ids.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-muted">{ids.length === 1 ? 'Its alert' : `Its ${ids.length} alerts`}</h3>
      <ul>
        {named.map((id, i) => (
          <li key={id}>
            <Link
              to="/alerts/$alertId"
              params={{ alertId: id }}
              className="inline-flex min-h-6 items-center break-words text-accent hover:underline"
            >
              {alerts[i]?.data?.title ?? `alert ${id.slice(0, 13)}`}
            </Link>
          </li>
        ))}
      </ul>
      {ids.length > NAMED && <p className="text-faint">and {ids.length - NAMED} more</p>}
    </div>
  );
}
