import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Facts } from '@/components/Page';
import { useNames } from '@/lib/people';
import { fullTime, secondTime } from '@/lib/time';
import type { AuditEvent } from './api/auditEvents';
import { keyNamesQuery } from './api/keyNames';
import { actionInWords, changesOf } from './words';

/** Who did what, in a sentence; opened, with the new values. */
export function AuditLine({ event }: { event: AuditEvent }) {
  const [open, setOpen] = useState(false);
  const actorName = useActorName();
  const detail = event.detail as Record<string, unknown> | undefined;
  const changes = changesOf(detail);
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-9 w-full items-center gap-3 px-4 py-1.5 text-left hover:bg-sunken/60 -outline-offset-2"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={`shrink-0 text-faint transition-transform ${open ? 'rotate-90' : ''}`}
        />
        <time
          dateTime={event.time}
          title={fullTime(event.time!)}
          className="shrink-0 text-xs text-muted tabular-nums"
        >
          {secondTime(event.time!)}
        </time>
        <span className="min-w-0 break-words">
          <span className="font-medium">{actorName(event.actor)}</span>{' '}
          {actionInWords(event.action ?? '', detail)}
          {!open && changes.length > 0 && (
            <span className="ml-2 hidden text-sm text-faint lg:inline">
              {changes
                .slice(0, 3)
                .map(([field, value]) => `${field}: ${value.length > 40 ? `${value.slice(0, 40)}…` : value}`)
                .join(' · ')}
            </span>
          )}
        </span>
      </button>
      {open && (
        <div className="bg-sunken/50 pb-2 pl-7">
          <Facts
            items={[
              ...changes.map(
                ([field, value]) =>
                  [
                    field,
                    <span key={field} className="break-all">
                      {value}
                    </span>,
                  ] as const,
              ),
              ['action', <code key="a">{event.action}</code>],
              [
                'by',
                <code key="w" className="break-all">
                  {event.actor}
                </code>,
              ],
              [
                'on',
                <Link
                  key="r"
                  to="/audit-log"
                  search={{ resource: event.resource ?? '' }}
                  className="font-mono text-sm break-all text-accent hover:underline"
                >
                  {event.resource}
                </Link>,
              ],
              [
                'request',
                <code key="q" className="break-all">
                  {event.requestId}
                </code>,
              ],
            ]}
          />
        </div>
      )}
    </li>
  );
}

/** Who stands behind `user:…`, `key:…`, `service:…`. */
function useActorName(): (actor: string | undefined) => string {
  const nameOf = useNames();
  const { data: keys } = useQuery(keyNamesQuery);
  return (actor) => {
    const [kind, id = ''] = (actor ?? '').split(/:(.*)/s);
    if (kind === 'user') return nameOf(id);
    if (kind === 'key') {
      const found = keys?.get(id);
      return found ? `The key “${found}”` : `A key (${id.slice(0, 8)})`;
    }
    if (kind === 'service') return 'Tocsin';
    return kind === 'operator' ? 'The operator' : (actor ?? 'Somebody');
  };
}
