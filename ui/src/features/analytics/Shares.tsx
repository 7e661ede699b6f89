import { SeverityBadge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { type Column, Table } from '@/components/Table';
import { Tabs } from '@/components/Tabs';
import { CsvButton } from './CsvButton';
import { count, counted, type Report, shortLength } from './figures';
import { Meter } from './Meter';
import type { RangeSearch } from './range';

type Share = NonNullable<Report['severities']>[number];

/** Where alerts come from and go to. */
export function Shares({ report, search }: { report: Report; search: RangeSearch }) {
  const tab = (
    value: string,
    label: string,
    rows: readonly Share[] | undefined,
    nameOf: (it: Share) => React.ReactNode,
  ) => ({ value, label, content: <ShareTable label={label} rows={rows ?? []} nameOf={nameOf} /> });
  return (
    <Card
      title="By severity, integration and route"
      actions={<CsvButton search={search} table="ANALYTICS_TABLE_SHARES" name="shares" />}
    >
      <Tabs
        label="Shares"
        tabs={[
          tab('severity', 'Severity', report.severities, (it) => (
            <SeverityBadge severity={`SEVERITY_${it.key?.toUpperCase()}`} />
          )),
          tab('integration', 'Integration', report.integrations, (it) => it.name || 'by hand, or deleted'),
          tab('route', 'Route', report.routes, (it) =>
            it.key ? it.name || 'deleted route' : 'no route: default policy',
          ),
        ]}
      />
    </Card>
  );
}

function ShareTable({
  label,
  rows,
  nameOf,
}: {
  label: string;
  rows: readonly Share[];
  nameOf: (it: Share) => React.ReactNode;
}) {
  const most = Math.max(1, ...rows.map((it) => count(it.alerts)));
  const right = 'sm:text-right tabular-nums';
  const columns: Column<Share>[] = [
    { head: label, cell: nameOf },
    {
      head: 'Alerts',
      cell: (it) => <Meter value={count(it.alerts)} most={most} />,
      className: 'sm:w-1/3',
    },
    { head: 'Groups', cell: (it) => counted(it.groups), className: right },
    { head: 'Pages', cell: (it) => counted(it.pages), className: right },
    { head: 'Median to answer', cell: (it) => shortLength(it.timeToAcknowledge?.median), className: right },
    {
      head: '9 in 10 within',
      cell: (it) => shortLength(it.timeToAcknowledge?.ninetiethPercentile),
      className: right,
    },
  ];
  return (
    <Table
      label={`Alerts by ${label.toLowerCase()}`}
      columns={columns}
      rows={rows}
      keyOf={(it) => it.key ?? ''}
    />
  );
}
