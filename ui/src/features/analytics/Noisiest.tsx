import { Link } from '@tanstack/react-router';
import { SeverityBadge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { type Column, Table } from '@/components/Table';
import { CsvButton } from './CsvButton';
import { count, counted, percent, type Report } from './figures';
import type { RangeSearch } from './range';

type Noisy = NonNullable<Report['noisiest']>[number];

/** The longest text that the list of alerts is searched for. */
const LONGEST_SEARCH = 200;

/** Problems that come again and again, with what speaks for a better rule or a silence. */
export function Noisiest({ report, search }: { report: Report; search: RangeSearch }) {
  const columns: Column<Noisy>[] = [
    {
      head: 'Alert',
      cell: (it) => (
        <Link
          to="/alerts"
          search={{
            state: 'all',
            q: (it.title ?? '').slice(0, LONGEST_SEARCH),
            ...(report.startTime ? { from: report.startTime } : {}),
            ...(report.endTime ? { to: report.endTime } : {}),
          }}
          className="inline-flex min-h-6 items-center break-words text-accent hover:underline"
        >
          {it.title}
        </Link>
      ),
    },
    { head: 'Severity', cell: (it) => <SeverityBadge severity={it.severity} /> },
    { head: 'Opened', cell: (it) => counted(it.alerts), className: 'sm:text-right tabular-nums' },
    { head: 'Received', cell: (it) => counted(it.occurrences), className: 'sm:text-right tabular-nums' },
    { head: 'Over within 5 min', cell: part((it) => it.brief), className: 'sm:text-right tabular-nums' },
    { head: 'Nobody answered', cell: part((it) => it.unanswered), className: 'sm:text-right tabular-nums' },
  ];
  return (
    <Card
      title="Noisiest alerts"
      actions={<CsvButton search={search} table="ANALYTICS_TABLE_NOISIEST" name="noisiest alerts" />}
    >
      <Table
        label="Noisiest alerts"
        columns={columns}
        rows={report.noisiest ?? []}
        keyOf={(it) => it.fingerprint ?? ''}
      />
    </Card>
  );
}

const part = (of: (it: Noisy) => string | undefined) => (it: Noisy) => (
  <>
    {counted(of(it))}
    <span className="ml-2 inline-block w-10 text-right text-faint">
      {percent(count(of(it)), count(it.alerts))}
    </span>
  </>
);
