import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cx } from '@/lib/cx';
import { summaryQuery } from './api/summary';
import { countsOf, severities } from './standing';

const colours = {
  critical: 'bg-critical',
  major: 'bg-major',
  minor: 'bg-minor',
  warning: 'bg-warning',
  info: 'bg-info',
};

/** How many wait for an answer, by severity; each leads to its list. */
export function SeverityCounts() {
  const { data } = useQuery(summaryQuery);
  const counts = countsOf(data?.counts ?? []);
  return (
    <section aria-label="Open alerts by severity" className="grid grid-cols-3 gap-2 sm:grid-cols-6">
      {severities.map((severity) => (
        <Link
          key={severity}
          to="/alerts"
          search={{ state: 'open', severity }}
          className="flex flex-col rounded-lg border border-line bg-surface px-3.5 py-2.5 hover:border-line-strong"
        >
          <span className="flex items-center gap-1.5 text-xs text-muted">
            <span
              aria-hidden
              className={cx(
                'size-2 rounded-full',
                counts[severity] > 0 ? colours[severity] : 'bg-line-strong',
              )}
            />
            {severity}
          </span>
          <span
            className={cx(
              'text-xl leading-8 font-semibold tabular-nums',
              counts[severity] === 0 && 'font-normal text-faint',
            )}
          >
            {data ? counts[severity] : '–'}
          </span>
        </Link>
      ))}
      <Link
        to="/alerts"
        search={{ state: 'acknowledged' }}
        className="flex flex-col rounded-lg border border-line bg-surface px-3.5 py-2.5 hover:border-line-strong"
      >
        <span className="text-xs text-muted">acknowledged</span>
        <span className="text-xl leading-8 text-muted tabular-nums">
          {data ? Number(data.acknowledgedCount ?? 0) : '–'}
        </span>
      </Link>
    </section>
  );
}
