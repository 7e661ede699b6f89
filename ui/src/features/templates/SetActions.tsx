import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { History, Save, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import type { Schemas } from '@/lib/api';
import { templatesQuery } from '@/lib/arrangement';
import { deleteTemplate } from './api/templates';
import { SendTest } from './SendTest';
import { labelOfEvent, labelOfKind, type Slot } from './slots';
import type { Saving } from './useSaving';
import { Versions } from './Versions';

/** What can be done with the set, and with the template that is open. */
export function SetActions({
  set,
  saved,
  slot,
  unsaved,
  may,
  saving,
  context,
  onDiscard,
  onRestored,
}: {
  set: readonly Schemas['Template'][];
  saved: Schemas['Template'] | undefined;
  slot: Slot;
  /** How many changes wait to be saved. */
  unsaved: number;
  may: boolean;
  saving: Saving;
  context: Record<string, unknown> | undefined;
  onDiscard: () => void;
  onRestored: () => void;
}) {
  const [open, setOpen] = useState<'versions' | 'test'>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const removal = useMutation({
    mutationFn: () => deleteTemplate(saved?.id ?? ''),
    meta: { success: 'Deleted: it is sent as built in from now on' },
    onSuccess: async () => {
      onRestored();
      const next = set.find((it) => it.id !== saved?.id);
      if (next) {
        await navigate({
          to: '/templates/$templateId',
          params: { templateId: next.id ?? '' },
          search: {},
          ignoreBlocker: true,
        });
      } else {
        await navigate({ to: '/templates', ignoreBlocker: true });
      }
      queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
    },
  });
  const { save } = saving;
  useEffect(() => {
    if (!may || unsaved === 0) return;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        save();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [may, unsaved, save]);
  const what = `${labelOfKind(slot.kind)}, ${labelOfEvent(slot.event).toLowerCase()}${slot.locale ? `, ${slot.locale}` : ''}`;

  return (
    <>
      {unsaved > 0 && (
        <span role="status" className="text-muted">
          {unsaved === 1 ? '1 change' : `${unsaved} changes`} not saved
        </span>
      )}
      {saved && (
        <Button icon={<History size={15} aria-hidden />} onClick={() => setOpen('versions')}>
          Version {saved.version}
        </Button>
      )}
      {set.length > 0 && (
        <Button icon={<Send size={15} aria-hidden />} onClick={() => setOpen('test')}>
          Send a test
        </Button>
      )}
      {may && saved && (
        <ConfirmButton
          label="Delete"
          title={`Delete the template for ${what}?`}
          confirm="Delete"
          busy={removal.isPending}
          onConfirm={() => removal.mutate()}
        >
          Its versions go with it. These messages are sent as built in from then on; the rest of the set
          stays.
        </ConfirmButton>
      )}
      {may && unsaved > 0 && <Button onClick={onDiscard}>Discard</Button>}
      {may && (
        <Button
          look="primary"
          icon={<Save size={15} aria-hidden />}
          busy={saving.busy}
          disabled={unsaved === 0}
          onClick={save}
        >
          Save
        </Button>
      )}
      {saved && open === 'versions' && (
        <Versions
          template={saved}
          what={what}
          may={may}
          onClose={() => setOpen(undefined)}
          onRestored={onRestored}
        />
      )}
      {open === 'test' && (
        <SendTest
          templateId={saved?.id ?? set[0]?.id ?? ''}
          slot={slot}
          context={context}
          unsaved={unsaved > 0}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
