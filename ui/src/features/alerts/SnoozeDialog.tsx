import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, Input } from '@/components/Field';
import type { SnoozeLength } from './api/changeAlerts';
import { snoozeChoices } from './snooze';

/** Asks for how long. */
export function SnoozeDialog({
  open,
  count,
  onClose,
  onSnooze,
}: {
  open: boolean;
  count: number;
  onClose: () => void;
  onSnooze: (length: SnoozeLength) => void;
}) {
  const [minutes, setMinutes] = useState('');
  const choose = (length: SnoozeLength) => {
    onClose();
    onSnooze(length);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(it) => !it && onClose()}
      title={count === 1 ? 'Snooze the alert' : `Snooze ${count} alerts`}
      description="Acknowledged for this long; then it is open again and its escalation begins anew."
    >
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        {snoozeChoices(new Date()).map((it) => (
          <Button key={it.label} onClick={() => choose(it.length)}>
            {it.label}
          </Button>
        ))}
      </div>
      <form
        className="flex items-end gap-2 pt-1 pb-5"
        onSubmit={(event) => {
          event.preventDefault();
          choose({ duration: `${Math.round(Number(minutes) * 60)}s` });
        }}
      >
        <Field label="Or minutes" className="flex-1">
          <Input
            type="number"
            min={1}
            required
            inputMode="numeric"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </Field>
        <Button type="submit">Snooze</Button>
      </form>
    </Dialog>
  );
}
