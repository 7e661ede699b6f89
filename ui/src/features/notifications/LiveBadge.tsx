import { cx } from '@/lib/cx';

/** Whether what is shown follows by itself. */
export function LiveBadge({ live }: { live: boolean }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-sm text-muted">
      <span aria-hidden className={cx('size-2 rounded-full', live ? 'bg-ok' : 'animate-pulse bg-warning')} />
      {live ? 'live' : 'connecting …'}
    </span>
  );
}
