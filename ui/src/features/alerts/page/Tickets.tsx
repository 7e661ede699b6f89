import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { Badge, enumWord } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import type { Alert } from '../api/listAlerts';
import { alertKey } from '../api/oneAlert';
import { openTicket, ticketProvidersQuery, ticketsQuery } from '../api/tickets';
import { isLink } from '../links';

/** Tickets of the alert's group; nothing when there are none. */
export function Tickets({ alert }: { alert: Alert }) {
  const { data: tickets } = useQuery(ticketsQuery(alert.id ?? '', alert.groupId ?? ''));
  if (!tickets || tickets.length === 0) return null;
  return (
    <Card title={tickets.length === 1 ? 'Ticket' : 'Tickets'}>
      <ul className="divide-y divide-line">
        {tickets.map((it) => (
          <li key={it.id} className="flex flex-col gap-1 px-4 py-2.5">
            <span className="flex flex-wrap items-center gap-2">
              {isLink(it.url) ? (
                <a
                  href={it.url}
                  target="_blank"
                  rel="noreferrer noopener"
                  className="inline-flex min-h-6 items-center gap-1.5 font-medium text-accent underline"
                >
                  {it.externalId || 'Ticket'}
                  <ExternalLink size={14} aria-hidden />
                </a>
              ) : (
                <span className="font-medium">{it.externalId || 'Being opened'}</span>
              )}
              <Badge>{it.providerStatus || enumWord(it.state, 'TICKET_STATE_')}</Badge>
            </span>
            <span className="text-muted [overflow-wrap:anywhere]">{it.title}</span>
            {it.error && <span className="text-critical [overflow-wrap:anywhere]">{it.error}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Asks which provider to open a ticket with. */
export function OpenTicketDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const queries = useQueryClient();
  const providers = useQuery(ticketProvidersQuery);
  const [chosen, setChosen] = useState('');
  const id = alert.id ?? '';
  const open = useMutation({
    mutationFn: (providerId: string) => openTicket(id, providerId),
    meta: { success: 'The ticket is being opened', quiet: true },
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: alertKey(id) });
    },
  });
  const providerId = chosen || providers.data?.[0]?.id || '';
  return (
    <Dialog
      open
      onOpenChange={(it) => !it && onClose()}
      title="Open a ticket"
      description="For the alert’s whole group, which has at most one with each provider."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={open.isPending}
            disabled={!providerId}
            onClick={() => open.mutate(providerId)}
          >
            Open the ticket
          </Button>
        </>
      }
    >
      <FormError>{open.error && asProblem(open.error).message}</FormError>
      <Loaded query={providers} what="ticket providers" rows={1}>
        {(list) =>
          list.length === 0 ? (
            <p className="text-muted">No ticket provider is set up. A manager adds one under Tickets.</p>
          ) : (
            <Field label="With">
              <Select value={providerId} onChange={(event) => setChosen(event.target.value)}>
                {list.map((it) => (
                  <option key={it.id} value={it.id}>
                    {it.name}
                  </option>
                ))}
              </Select>
            </Field>
          )
        }
      </Loaded>
    </Dialog>
  );
}
