import { Card } from '@/components/Page';
import { Table } from '@/components/Table';
import type { FairnessRow } from './api/fairness';
import { hoursWords, measures, sharesOf, sideWords } from './share';

/** Everything in numbers. */
export function FairnessTable({ rows }: { rows: readonly FairnessRow[] }) {
  const standings = new Map(sharesOf(rows, 'hours').people.map((it) => [it.userId, it]));
  return (
    <Card title="In numbers">
      <Table
        label="Hours by person"
        rows={rows}
        keyOf={(it) => it.userId ?? ''}
        columns={[
          { head: 'Person', cell: (it) => <span className="font-medium">{it.userName}</span> },
          { head: 'Shifts', cell: (it) => it.shifts ?? 0 },
          ...measures.map(({ key, name }) => ({
            head: name,
            cell: (it: FairnessRow) => <span className="tabular-nums">{hoursWords(it[key] ?? 0)}</span>,
          })),
          {
            head: 'Beside the fair share',
            cell: (it) => {
              const standing = standings.get(it.userId ?? '');
              return standing ? <span className="text-muted">{sideWords(standing)}</span> : null;
            },
          },
        ]}
      />
    </Card>
  );
}
