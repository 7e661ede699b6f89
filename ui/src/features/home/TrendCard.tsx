import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/Page';
import { clockTime } from '@/lib/time';
import { summaryQuery } from './api/summary';
import { trendOf, trendWords } from './trend';

const clock = (start: number) => clockTime(new Date(start));

/** Alerts per hour of the last day, as bars with a sentence. */
export function TrendCard() {
  const { data } = useQuery(summaryQuery);
  const trend = trendOf(data?.received ?? []);
  const highest = Math.max(1, ...trend.hours.map((it) => it.count));
  return (
    <Card title="Last 24 hours">
      <figure className="px-4 py-3">
        <div aria-hidden className="flex h-16 items-end gap-[3px] border-b border-line">
          {trend.hours.map((hour) => (
            <div
              key={hour.start}
              title={`${clock(hour.start)}: ${hour.count}`}
              className="flex-1 rounded-t-[2px] bg-accent"
              style={{ height: `${(hour.count / highest) * 100}%` }}
            />
          ))}
        </div>
        <figcaption className="mt-2 min-h-5 text-muted">{data && trendWords(trend, clock)}</figcaption>
      </figure>
    </Card>
  );
}
