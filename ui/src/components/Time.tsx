import { fullTime, relativeTime, shortTime } from '@/lib/time';
import { useNow } from '@/lib/useNow';

/** How long ago, or until when; the exact time in the reader's zone on hover, and for those who listen. */
export function Ago({ time }: { time: string | undefined }) {
  const now = useNow();
  if (!time) return <span className="text-faint">never</span>;
  return (
    <time dateTime={time} title={fullTime(time)} className="whitespace-nowrap">
      {relativeTime(time, now)}
    </time>
  );
}

/** A moment in the reader's zone, or in the one given, which then is named. */
export function Moment({ time, zone }: { time: string | undefined; zone?: string }) {
  if (!time) return <span className="text-faint">never</span>;
  return (
    <time dateTime={time} title={fullTime(time)} className="whitespace-nowrap">
      {shortTime(time, zone)}
      {zone && <span className="text-faint"> {zone}</span>}
    </time>
  );
}
