import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmButton, Dialog } from '@/components/Dialog';
import { Field, FormError, Input } from '@/components/Field';
import { ShownOnce } from '@/components/ShownOnce';
import { Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { useNames } from '@/lib/people';
import { type CalendarLink, calendarLinksQuery, type LinkOf, useCreateLink, useRevokeLink } from './api';

/** Secret addresses under which calendar programs read shifts: make one, see whether it is read, revoke it. */
export function CalendarLinksDialog({
  of,
  title,
  onClose,
}: {
  of: LinkOf;
  title: string;
  onClose: () => void;
}) {
  const { userId: me } = useCaller();
  const query = useQuery(calendarLinksQuery);
  const create = useCreateLink();
  const [label, setLabel] = useState('');
  const mine = (it: CalendarLink) =>
    'scheduleId' in of ? it.scheduleId === of.scheduleId : it.userId !== '' && it.userId === me;
  const problem = create.error ? asProblem(create.error) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description="An address for a calendar program, such as Google Calendar or Outlook. Whoever knows it can read the shifts."
      actions={<Button onClick={onClose}>Done</Button>}
    >
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ of, label: label.trim() }, { onSuccess: () => setLabel('') });
        }}
      >
        <FormError>{problem && !problem.of('label') && problem.message}</FormError>
        <div className="flex items-end gap-2">
          <Field label="What for" className="min-w-0 flex-1" error={problem?.of('label')}>
            <Input
              required
              maxLength={120}
              placeholder="Calendar of my phone"
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
          <Button type="submit" look="primary" busy={create.isPending}>
            Make an address
          </Button>
        </div>
        {create.data && <ShownOnce value={create.data.url ?? ''} label="The address" />}
      </form>
      <Loaded query={query} what="the addresses" rows={2}>
        {(links) => <Links links={links.filter(mine)} />}
      </Loaded>
    </Dialog>
  );
}

function Links({ links }: { links: readonly CalendarLink[] }) {
  const nameOf = useNames();
  const revoke = useRevokeLink();
  if (links.length === 0) return <p className="text-muted">No address works now.</p>;
  return (
    <ul aria-label="Addresses" className="divide-y divide-line rounded-md border border-line">
      {links.map((it) => (
        <li key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <span className="min-w-0 flex-1 basis-40">
            <span className="font-medium [overflow-wrap:anywhere]">{it.label || 'No name'}</span>{' '}
            <code className="font-mono text-xs text-faint">{it.maskedSecret}</code>
            <span className="block text-xs text-faint">
              by {it.ownerId ? nameOf(it.ownerId) : 'an API key'}, <Ago time={it.createTime} />
              {' · '}
              {it.lastUsedTime ? (
                <>
                  read <Ago time={it.lastUsedTime} />
                </>
              ) : (
                'never read'
              )}
            </span>
          </span>
          <ConfirmButton
            label="Revoke"
            title={`Revoke ${it.label || 'the address'}?`}
            confirm="Revoke"
            busy={revoke.isPending && revoke.variables === it.id}
            onConfirm={() => revoke.mutate(it.id ?? '')}
          >
            Calendars that read it stop at once to get new shifts.
          </ConfirmButton>
        </li>
      ))}
    </ul>
  );
}
