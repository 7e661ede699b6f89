import { Card } from '@/components/Page';
import { cx } from '@/lib/cx';
import { count, counted, outcomes, percent, type Report, type Share } from './figures';

const looks: Record<Share['key'], string> = {
  first: 'bg-ok',
  later: 'bg-minor',
  ended: 'bg-line-strong',
  waiting: 'bg-critical',
};

/** What became of the groups that paged somebody. */
export function Outcomes({ report }: { report: Report }) {
  const answers = report.answers;
  const all = count(answers?.pagedGroups);
  const shares = outcomes(answers);
  return (
    <Card title="How pages were answered">
      {all === 0 ? (
        <p className="px-4 py-4 text-muted">Nobody was paged in this range.</p>
      ) : (
        <div className="px-4 py-3">
          <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded">
            {shares
              .filter((it) => it.value > 0)
              .map((it) => (
                <div key={it.key} className={looks[it.key]} style={{ flexGrow: it.value, flexBasis: 3 }} />
              ))}
          </div>
          <dl className="mt-3 grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
            {shares.map((it) => (
              <div key={it.key} className="flex items-center gap-2">
                <dt className="flex min-w-0 flex-1 items-center gap-2 text-muted">
                  <span aria-hidden className={cx('size-2.5 shrink-0 rounded-[2px]', looks[it.key])} />
                  {it.label}
                </dt>
                <dd className="tabular-nums">
                  {counted(it.value)}
                  <span className="ml-2 inline-block w-10 text-right text-faint">
                    {percent(it.value, all)}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 text-sm text-faint">
            Of {counted(all)} {all === 1 ? 'group' : 'groups'} that paged somebody;{' '}
            {counted(answers?.escalated)} went beyond the first step.
          </p>
        </div>
      )}
    </Card>
  );
}
