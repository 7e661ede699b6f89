import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select } from '@/components/Field';
import { asProblem } from '@/lib/api';
import { providersQuery } from './api/providers';
import { linkTicket, openAlertsQuery } from './api/tickets';

/** Ties an issue that is there already to the group of an alert. */
export function LinkTicket({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(it) => !it && onClose()}
      title="Link a ticket"
      description="Ties a ticket that is there already to an alert and those grouped with it."
    >
      <Form onDone={onClose} />
    </Dialog>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient();
  const providers = useQuery(providersQuery);
  const alerts = useQuery(openAlertsQuery);
  const [providerId, setProviderId] = useState('');
  const [alertGroupId, setGroup] = useState('');
  const [externalId, setExternalId] = useState('');
  const linking = useMutation({
    mutationFn: linkTicket,
    meta: { success: 'Linked', quiet: true },
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['tickets'] });
      onDone();
    },
  });
  const problem = linking.error ? asProblem(linking.error) : undefined;
  return (
    <form
      className="flex flex-col gap-3 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        linking.mutate({ providerId, alertGroupId, externalId: externalId.trim() });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <Field label="Ticket system">
        <Select required value={providerId} onChange={(event) => setProviderId(event.target.value)}>
          <option value="">choose one</option>
          {(providers.data ?? []).map((it) => (
            <option key={it.id} value={it.id}>
              {it.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Alert" hint="Of the latest that are not over.">
        <Select required value={alertGroupId} onChange={(event) => setGroup(event.target.value)}>
          <option value="">choose one</option>
          {(alerts.data ?? [])
            .filter((it) => it.groupId)
            .map((it) => (
              <option key={it.id} value={it.groupId}>
                {it.title}
              </option>
            ))}
        </Select>
      </Field>
      <Field label="Its name there" hint="As the ticket system calls it, for example OPS-17.">
        <Input
          required
          maxLength={200}
          value={externalId}
          onChange={(event) => setExternalId(event.target.value)}
        />
      </Field>
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={linking.isPending}>
          Link
        </Button>
      </div>
    </form>
  );
}
