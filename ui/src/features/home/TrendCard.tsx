import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/Page';
import { clockTime } from '@/lib/time';
import { trendQuery } from './api/trend';
import type { Trend } from './trend';

function words({ hours, total, more }: Trend): string {
  const known = hours.filter((it) => it.count !== undefined);
  const most = known.reduce((a, b) => ((b.count ?? 0) > (a?.count ?? 0) ? b : a), known[0]);
  if (total === 0) return 'No alert in the last 24 hours';
  const amount = `${more ? 'More than ' : ''}${total} ${total === 1 ? 'alert' : 'alerts'}`;
  const peak = most?.count && total > 1 ? `, most in the hour from ${clockTime(new Date(most.start))}` : '';
  return `${amount} in the last 24 hours${peak}`;
}

/** Alerts per hour of the last day, as bars with a sentence. */
export function TrendCard() {
  const { data } = useQuery(trendQuery);
  const highest = Math.max(1, ...(data?.hours ?? []).map((it) => it.count ?? 0));
  return (
    <Card title="Last 24 hours">
      <figure className="px-4 py-3">
        <div aria-hidden className="flex h-16 items-end gap-[3px] border-b border-line">
          {(data?.hours ?? []).map((hour) => (
            <div
              key={hour.start}
              title={`${clockTime(new Date(hour.start))}: ${hour.count ?? 'many'}`}
              className={
                hour.count === undefined
                  ? 'h-full flex-1 bg-[repeating-linear-gradient(45deg,var(--c-line)_0_2px,transparent_2px_6px)]'
                  : 'flex-1 rounded-t-[2px] bg-accent'
              }
              style={hour.count === undefined ? undefined : { height: `${(hour.count / highest) * 100}%` }}
            />
          ))}
        </div>
        <figcaption className="mt-2 min-h-5 text-muted">{data && words(data)}</figcaption>
      </figure>
    </Card>
  );
}
