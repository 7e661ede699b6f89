import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { LinkButton } from '@/components/LinkButton';
import { Page } from '@/components/Page';
import { NoPermission } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { useCaller } from '@/lib/caller';
import { Callbacks } from './Callbacks';
import { Comments } from './Comments';
import { LinkTicket } from './LinkTicket';
import { TicketList } from './TicketList';

export function TicketsScreen() {
  const { may, role } = useCaller();
  const { tab } = useSearch({ from: '/shell/tickets' });
  const navigate = useNavigate({ from: '/tickets' });
  const [linking, setLinking] = useState(false);
  return (
    <Page
      title="Tickets"
      wide
      actions={
        may('manager') && (
          <>
            <Button onClick={() => setLinking(true)}>Link a ticket</Button>
            <LinkButton to="/ticket-providers">Ticket systems</LinkButton>
          </>
        )
      }
    >
      <Tabs
        label="Tickets and the work on them"
        value={tab ?? 'tickets'}
        onChange={(value) =>
          navigate({ search: value === 'tickets' ? {} : { tab: value as 'notes' }, replace: true })
        }
        tabs={[
          { value: 'tickets', label: 'Tickets', content: <TicketList /> },
          { value: 'notes', label: 'Notes to tickets', content: <Comments /> },
          {
            value: 'messages',
            label: 'Messages from systems',
            content:
              role && !may('manager') ? (
                <NoPermission>It takes the role manager to see what ticket systems sent.</NoPermission>
              ) : (
                <Callbacks />
              ),
          },
        ]}
      />
      {may('manager') && <LinkTicket open={linking} onClose={() => setLinking(false)} />}
    </Page>
  );
}
