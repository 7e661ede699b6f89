import { type UseInfiniteQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Checkbox } from '@/components/Field';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded } from '@/components/States';
import { type Column, Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { type PageOf, rowsOf } from '@/lib/pages';
import { stateInWords } from './words';

interface Work {
  readonly id?: string;
  readonly state?: string;
  readonly attempts?: number;
  readonly error?: string;
  readonly createTime?: string;
  readonly nextAttemptTime?: string;
}

/** Work on tickets: what was given up, or all of it. */
export function WorkList<T extends Work>({
  query,
  label,
  nothing,
  columns,
  requeue,
  queryKey,
}: {
  query: UseInfiniteQueryResult<{ pages: readonly PageOf<T>[] }>;
  label: string;
  /** What to tell when nothing was given up. */
  nothing: string;
  columns: readonly Column<T>[];
  requeue: (id: string) => Promise<void>;
  queryKey: string;
}) {
  const { all } = useSearch({ from: '/shell/tickets' });
  const navigate = useNavigate({ from: '/tickets' });
  const rows = rowsOf(query.data);
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        label="Also what was done or waits"
        checked={all ?? false}
        onChange={(event) =>
          navigate({ search: (old) => ({ ...old, all: event.target.checked || undefined }), replace: true })
        }
      />
      <Card>
        <Loaded
          query={{ data: rows, error: query.error, isPending: query.isPending, refetch: query.refetch }}
          what={`the ${label.toLowerCase()}`}
        >
          {(found) =>
            found.length === 0 ? (
              <Empty title={all ? 'There are none' : nothing} />
            ) : (
              <>
                <Table
                  label={label}
                  rows={found}
                  keyOf={(it) => it.id!}
                  columns={[
                    ...columns,
                    {
                      head: 'State',
                      cell: (it) => {
                        const [word, tone] = stateInWords(it.state);
                        return (
                          <span className="flex flex-col items-start gap-0.5 max-sm:items-end">
                            <Badge tone={tone}>{word}</Badge>
                            <span className="text-xs text-muted">
                              {it.attempts ?? 0} {it.attempts === 1 ? 'attempt' : 'attempts'}
                            </span>
                          </span>
                        );
                      },
                    },
                    {
                      head: 'Last error',
                      cell: (it) => <span className="text-sm break-words text-critical">{it.error}</span>,
                    },
                    { head: 'Asked for', cell: (it) => <Ago time={it.createTime} /> },
                    {
                      head: '',
                      cell: (it) => <Requeue work={it} requeue={requeue} queryKey={queryKey} />,
                      className: 'sm:text-right',
                    },
                  ]}
                />
                <MoreRows query={query} what={label.toLowerCase()} />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function Requeue({
  work,
  requeue,
  queryKey,
}: {
  work: Work;
  requeue: (id: string) => Promise<void>;
  queryKey: string;
}) {
  const { may } = useCaller();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => requeue(work.id!),
    meta: { success: 'Put back into the queue' },
    onSettled: () => queries.invalidateQueries({ queryKey: [queryKey] }),
  });
  if (work.state !== 'TICKET_WORK_STATE_DEAD' || !may('admin')) return null;
  return (
    <Button busy={again.isPending} onClick={() => again.mutate()}>
      Try again
    </Button>
  );
}
