import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Field, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { rowsOf } from '@/lib/pages';
import { useNames } from '@/lib/people';
import { shortDuration } from '@/lib/time';
import { historyQuery } from '../api/versions';
import { spanWords } from '../calendar/spanWords';
import { type Duty, duties } from '../rotation';

/** Shifts that are over, the newest first: what happened, whatever the schedule says since. */
export function PastShifts({ id, zone }: { id: string; zone: string }) {
  const [duty, setDuty] = useState<Duty>('DUTY_PRIMARY');
  const query = useInfiniteQuery(historyQuery(id, duty));
  const known = useNames();
  const names = Object.assign({}, ...(query.data?.pages ?? []).map((it) => it.names)) as Record<
    string,
    string
  >;
  const nameOf = (user: string | undefined) => names[user ?? ''] ?? known(user);
  return (
    <div className="flex flex-col gap-3">
      <Field label="Duty" className="max-w-48">
        <Select value={duty} onChange={(event) => setDuty(event.target.value as Duty)}>
          {duties.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      </Field>
      <Loaded query={{ ...query, data: rowsOf(query.data) }} what="the past shifts" rows={6}>
        {(shifts) =>
          shifts.length === 0 ? (
            <Empty title="No shift is over yet">
              <p>Shifts are listed here once they have ended.</p>
            </Empty>
          ) : (
            <Card>
              <Table
                label="Who was on call"
                keyOf={(it) => `${it.userId}-${it.startTime}-${it.layerId}`}
                rows={shifts}
                columns={[
                  { head: 'Who', cell: (it) => <span className="font-medium">{nameOf(it.userId)}</span> },
                  {
                    head: `When (${zone})`,
                    cell: (it) =>
                      it.startTime
                        ? spanWords(
                            { start: Date.parse(it.startTime), end: Date.parse(it.endTime ?? '') },
                            zone,
                          )
                        : 'from the beginning',
                  },
                  {
                    head: 'Length',
                    cell: (it) => (
                      <span className="text-muted">
                        {it.startTime
                          ? shortDuration(Date.parse(it.endTime ?? '') - Date.parse(it.startTime))
                          : '–'}
                      </span>
                    ),
                  },
                  {
                    head: 'By',
                    cell: (it) =>
                      it.overrideId ? (
                        <Badge>override</Badge>
                      ) : (
                        <span className="text-muted">{it.layer || 'a layer'}</span>
                      ),
                  },
                ]}
              />
              <MoreRows query={query} what="shifts" />
            </Card>
          )
        }
      </Loaded>
    </div>
  );
}
