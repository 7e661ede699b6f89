import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { inWords, secondsOf } from '@/lib/duration';
import type { Route } from './api/routes';

/** One route of the list. */
export function RouteRow({
  route,
  place,
  policy,
  onToggle,
}: {
  route: Route;
  place: number;
  policy: string | undefined;
  /** Absent for those who may not change it. */
  onToggle: (() => void) | undefined;
}) {
  const wait = secondsOf(route.groupWait);
  return (
    <div className="flex items-start gap-3 px-2 py-2.5 pr-4">
      <span className="w-5 shrink-0 pt-0.5 text-right text-faint" aria-hidden>
        {place}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/routes/$routeId"
            params={{ routeId: route.id ?? '' }}
            className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
          >
            {route.name}
          </Link>
          {route.disabled && <Badge tone="minor">disabled</Badge>}
          {route.continue && <Badge tone="info">continue</Badge>}
          {(route.suppressHours?.length ?? 0) > 0 && <Badge>quiet hours</Badge>}
          {route.ticketProviderId && <Badge>ticket</Badge>}
        </div>
        <code className="font-mono text-xs break-words whitespace-pre-wrap text-muted">
          {route.condition || 'every alert'}
        </code>
        <p className="text-xs text-muted">
          → {policy ?? 'a policy that was deleted'}
          {(route.groupBy?.length ?? 0) > 0 && ` · grouped by ${route.groupBy?.join(', ')}`}
          {wait > 0 && ` · waits ${inWords(wait)}`}
        </p>
      </div>
      {onToggle && (
        <label className="flex min-h-6 shrink-0 items-center gap-1.5 text-xs text-muted pointer-coarse:min-h-11">
          <input
            type="checkbox"
            role="switch"
            checked={!route.disabled}
            aria-checked={!route.disabled}
            onChange={onToggle}
            aria-label={`${route.name} is in use`}
            className="size-4 accent-(--c-accent)"
          />
          <span aria-hidden className="max-sm:hidden">
            {route.disabled ? 'off' : 'on'}
          </span>
        </label>
      )}
    </div>
  );
}
