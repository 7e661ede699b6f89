import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { cx } from '@/lib/cx';
import { reportQuery } from './api/report';
import { DayCharts } from './DayCharts';
import { count, counted, ninetieth, type Report, shortLength } from './figures';
import { Noisiest } from './Noisiest';
import { Outcomes } from './Outcomes';
import { People } from './People';
import { RangeBar } from './RangeBar';
import { Shares } from './Shares';

/** What the alerts of a while have cost, and where to begin to have fewer. */
export function AnalyticsScreen() {
  const search = useSearch({ from: '/shell/analytics' });
  const query = useQuery(reportQuery(search));
  return (
    <Page title="Analytics" actions={<RangeBar search={search} />}>
      <Loaded query={query} what="the report" rows={12}>
        {(report) =>
          count(report.total?.alerts) + count(report.total?.pages) === 0 ? (
            <Empty title="No alerts in this range">Choose a longer one, or enjoy the quiet.</Empty>
          ) : (
            <div
              aria-busy={query.isPlaceholderData}
              className={cx('flex flex-col gap-4', query.isPlaceholderData && 'opacity-60')}
            >
              <Totals report={report} />
              <DayCharts report={report} search={search} />
              <Outcomes report={report} />
              <Noisiest report={report} search={search} />
              <People report={report} search={search} />
              <Shares report={report} search={search} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Totals({ report: { total, answers } }: { report: Report }) {
  return (
    <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      <Total name="Alerts" value={counted(total?.alerts)} line={`in ${counted(total?.groups)} groups`} />
      <Total name="Pages" value={counted(total?.pages)} line={`${counted(total?.nightPages)} at night`} />
      <Total
        name="Time to answer"
        value={shortLength(answers?.timeToAcknowledge?.median)}
        line={ninetieth(answers?.timeToAcknowledge)}
      />
      <Total
        name="Time to resolve"
        value={shortLength(answers?.timeToResolve?.median)}
        line={ninetieth(answers?.timeToResolve)}
      />
    </dl>
  );
}

function Total({ name, value, line }: { name: string; value: string; line: string }) {
  return (
    <div className="flex flex-col rounded-lg border border-line bg-surface px-3.5 py-2.5">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-xl leading-8 font-semibold tabular-nums">{value}</dd>
      <dd className="text-xs text-faint">{line}</dd>
    </div>
  );
}
