import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Ellipsis, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button, IconButton } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Select } from '@/components/Field';
import { Menu } from '@/components/Menu';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { requeueTicket, syncTicket, type Ticket, ticketsQuery, unlinkTicket } from './api/tickets';
import { stateInWords, ticketStates } from './words';

/** The tickets with where they stand in both systems. */
export function TicketList() {
  const { state } = useSearch({ from: '/shell/tickets' });
  const navigate = useNavigate({ from: '/tickets' });
  const query = useInfiniteQuery(ticketsQuery(state));
  const tickets = rowsOf(query.data);
  return (
    <div className="flex flex-col gap-3">
      <Select
        aria-label="State"
        className="!w-48"
        value={state ?? ''}
        onChange={(event) =>
          navigate({
            search: event.target.value ? { state: event.target.value as typeof state } : {},
            replace: true,
          })
        }
      >
        <option value="">every state</option>
        {ticketStates.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Card>
        <Loaded
          query={{ data: tickets, error: query.error, isPending: query.isPending, refetch: query.refetch }}
          what="the tickets"
        >
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={state ? 'No ticket is in this state' : 'No tickets yet'}>
                {!state && (
                  <p>
                    Name a ticket system in a route or a policy's step, or open a ticket on an alert: it
                    appears here and is kept in step.
                  </p>
                )}
              </Empty>
            ) : (
              <>
                <Rows tickets={rows} />
                <MoreRows query={query} what="tickets" />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function Rows({ tickets }: { tickets: readonly Ticket[] }) {
  return (
    <Table
      label="Tickets"
      rows={tickets}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'Ticket',
          cell: (it) => (
            <span className="flex flex-col">
              <span className="font-medium break-words">{it.title}</span>
              <span className="flex flex-wrap items-center gap-x-3 text-sm max-sm:justify-end">
                {it.url && it.externalId ? (
                  <a
                    href={it.url}
                    target="_blank"
                    rel="noreferrer"
                    className="inline-flex min-h-6 items-center gap-1 font-mono text-accent hover:underline"
                  >
                    {it.externalId}
                    <ExternalLink size={12} aria-label="(opens in a new tab)" />
                  </a>
                ) : (
                  <code className="text-muted">{it.externalId}</code>
                )}
                <Link
                  to="/alerts"
                  search={{ group: it.alertGroupId }}
                  className="inline-flex min-h-6 items-center text-accent hover:underline"
                >
                  its alerts
                </Link>
                {it.linked && <span className="text-muted">linked by hand</span>}
              </span>
            </span>
          ),
        },
        {
          head: 'State',
          cell: (it) => {
            const [word, tone] = stateInWords(it.state);
            return (
              <span className="flex flex-col items-start gap-0.5 max-sm:items-end">
                <Badge tone={tone}>{word}</Badge>
                {it.providerStatus && <span className="text-xs text-muted">there: {it.providerStatus}</span>}
              </span>
            );
          },
        },
        {
          head: 'In step',
          cell: (it) => (
            <span className="flex flex-col">
              <Ago time={it.syncTime} />
              {it.nextAttemptTime && (
                <span className="text-xs text-muted">
                  next try <Ago time={it.nextAttemptTime} />, attempt {(it.attempts ?? 0) + 1}
                </span>
              )}
            </span>
          ),
        },
        {
          head: 'Last error',
          cell: (it) =>
            it.error ? (
              <span className="text-sm break-words text-critical">{it.error}</span>
            ) : (
              <span className="text-faint">none</span>
            ),
          className: 'sm:max-w-96',
        },
        { head: '', cell: (it) => <Actions ticket={it} />, className: 'sm:text-right' },
      ]}
    />
  );
}

function Actions({ ticket }: { ticket: Ticket }) {
  const { may } = useCaller();
  const queries = useQueryClient();
  const [unlinking, setUnlinking] = useState(false);
  const renew = () => queries.invalidateQueries({ queryKey: ['tickets'] });
  const requeue = useMutation({
    mutationFn: () => requeueTicket(ticket.id!),
    meta: { success: 'Tried again' },
    onSettled: renew,
  });
  const sync = useMutation({
    mutationFn: () => syncTicket(ticket.id!),
    meta: { success: 'Read from the ticket system' },
    onSettled: renew,
  });
  const unlink = useMutation({
    mutationFn: () => unlinkTicket(ticket.id!),
    meta: { success: 'Unlinked' },
    onSettled: renew,
  });
  if (!may('responder')) return null;
  const name = ticket.externalId || ticket.title;
  return (
    <span className="inline-flex items-center justify-end gap-1.5">
      {ticket.state === 'TICKET_STATE_FAILED' && may('admin') && (
        <Button look="primary" busy={requeue.isPending} onClick={() => requeue.mutate()}>
          Try again<span className="sr-only"> {name}</span>
        </Button>
      )}
      <Menu
        label={`What to do with ${name}`}
        trigger={
          <IconButton label={`More for ${name}`} busy={sync.isPending || unlink.isPending}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
        items={[
          {
            label: 'Read from its system now',
            disabled: ticket.state !== 'TICKET_STATE_OPEN',
            onSelect: () => sync.mutate(),
          },
          { label: 'Unlink …', onSelect: () => setUnlinking(true) },
        ]}
      />
      <Dialog
        open={unlinking}
        onOpenChange={setUnlinking}
        title={`Unlink ${name}?`}
        actions={
          <>
            <Button onClick={() => setUnlinking(false)}>Keep</Button>
            <Button
              look="danger"
              onClick={() => {
                setUnlinking(false);
                unlink.mutate();
              }}
            >
              Unlink
            </Button>
          </>
        }
      >
        <p className="text-muted">
          It stays as it is in its system, and is no longer kept in step with its alerts.
        </p>
      </Dialog>
    </span>
  );
}
