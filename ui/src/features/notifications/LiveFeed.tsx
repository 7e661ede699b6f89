import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Empty } from '@/components/States';
import { useNames } from '@/lib/people';
import { fullTime, secondTime } from '@/lib/time';
import type { LiveEvent } from './live';
import { channelInWords, happenedInWords } from './words';

/** What happens while the reader looks on, newest first. */
export function LiveFeed({ events }: { events: readonly LiveEvent[] }) {
  const nameOf = useNames();
  return (
    <Card>
      {events.length === 0 ? (
        <Empty title="Nothing has happened since you opened this page">
          <p>Each step of every delivery appears here as it happens.</p>
        </Empty>
      ) : (
        <ol aria-label="Events" className="max-h-[70dvh] overflow-y-auto">
          {events.map((event) => {
            const [word, tone] = happenedInWords(event.kind);
            return (
              <li
                key={event.id}
                className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-4 py-1.5 last:border-0"
              >
                <time
                  dateTime={event.time}
                  title={event.time && fullTime(event.time)}
                  className="w-16 shrink-0 text-xs text-muted tabular-nums"
                >
                  {event.time && secondTime(event.time)}
                </time>
                <span className="w-28 shrink-0">
                  <Badge tone={tone}>{word}</Badge>
                </span>
                <Link
                  to="/notifications/$id"
                  params={{ id: event.notificationId ?? '' }}
                  className="inline-flex min-h-6 items-center text-accent hover:underline"
                >
                  {channelInWords(event.channelKind)} {event.maskedAddress}
                </Link>
                <span className="min-w-0 break-words text-muted">
                  {[event.userId && nameOf(event.userId), event.detail].filter(Boolean).join(' · ')}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
