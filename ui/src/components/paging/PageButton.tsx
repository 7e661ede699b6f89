import { Siren } from 'lucide-react';
import { useState } from 'react';
import { useCaller } from '@/lib/caller';
import { Button } from '../Button';
import { PageDialog } from './PageDialog';

/** Opens the dialog that pages somebody, for those who may. */
export function PageButton() {
  const { may } = useCaller();
  const [open, setOpen] = useState(false);
  if (!may('responder')) return null;
  return (
    <>
      <Button icon={<Siren size={15} aria-hidden />} onClick={() => setOpen(true)}>
        Page someone
      </Button>
      {open && <PageDialog onClose={() => setOpen(false)} />}
    </>
  );
}
