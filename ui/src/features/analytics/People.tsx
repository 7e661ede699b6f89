import { Card } from '@/components/Page';
import { type Column, Table } from '@/components/Table';
import { useNames } from '@/lib/people';
import { CsvButton } from './CsvButton';
import { count, counted, type Report } from './figures';
import { Meter } from './Meter';
import type { RangeSearch } from './range';

type Person = NonNullable<Report['people']>[number];

/** Who was paged most, and at night. */
export function People({ report, search }: { report: Report; search: RangeSearch }) {
  const nameOf = useNames();
  const people = report.people ?? [];
  const most = Math.max(1, ...people.map((it) => count(it.pages)));
  const columns: Column<Person>[] = [
    { head: 'Person', cell: (it) => it.userName || nameOf(it.userId) },
    {
      head: 'Pages',
      cell: (it) => <Meter value={count(it.pages)} marked={count(it.nightPages)} most={most} />,
      className: 'sm:w-2/5',
    },
    { head: 'At night', cell: (it) => counted(it.nightPages), className: 'sm:text-right tabular-nums' },
    { head: 'Answered', cell: (it) => counted(it.answers), className: 'sm:text-right tabular-nums' },
  ];
  return (
    <Card
      title="Busiest people"
      actions={<CsvButton search={search} table="ANALYTICS_TABLE_PEOPLE" name="people" />}
    >
      {people.length === 0 ? (
        <p className="px-4 py-4 text-muted">Nobody was paged in this range.</p>
      ) : (
        <>
          <Table label="Busiest people" columns={columns} rows={people} keyOf={(it) => it.userId ?? ''} />
          <p className="border-t border-line px-4 py-2 text-sm text-faint">
            Night is from 22:00 to 06:00 where each person lives.
          </p>
        </>
      )}
    </Card>
  );
}
