import { useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmButton, Dialog } from '@/components/Dialog';
import { AskForSwapDialog } from '@/components/swaps/AskForSwapDialog';
import { TakeShiftDialog } from '@/components/swaps/TakeShiftDialog';
import { useCaller } from '@/lib/caller';
import { useDeleteOverride } from './api/overrides';
import type { Interval } from './calendar/geometry';
import type { Shown } from './calendar/shown';
import { spanWords } from './calendar/spanWords';
import { dutyWord } from './rotation';

/** The last instant that the API can tell. */
const LAST = Date.UTC(9999, 0, 1);

/** One turn or gap: when exactly, where it comes from, and what can be done about it. */
export function ShiftDialog({
  scheduleId,
  shown,
  zone,
  scheduleZone,
  onClose,
  onOverride,
}: {
  scheduleId: string;
  shown: Shown;
  zone: string;
  scheduleZone: string;
  onClose: () => void;
  onOverride: (interval: Interval) => void;
}) {
  const { may, userId: me } = useCaller();
  const [changing, setChanging] = useState(false);
  const remove = useDeleteOverride(scheduleId);
  const gap = shown.userId === '';
  const now = Date.now();
  const mine = shown.userId === me;
  const stretch = {
    scheduleId,
    startTime: new Date(Math.max(shown.start, now)).toISOString(),
    endTime: new Date(Math.min(shown.end, LAST)).toISOString(),
  };
  // Only primary duty changes hands, and of a shift that has begun only a taker can take the rest.
  const handsOver = !gap && shown.duty === 'DUTY_PRIMARY' && shown.end > now && (!mine || shown.start > now);
  if (changing && mine) return <AskForSwapDialog stretch={stretch} onClose={onClose} />;
  if (changing) {
    return <TakeShiftDialog stretch={stretch} userId={shown.userId} name={shown.name} onClose={onClose} />;
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={gap ? 'Nobody is on call' : shown.name}
      description={
        gap
          ? 'Policies that page this schedule reach nobody by it meanwhile.'
          : `${shown.duty === 'DUTY_PRIMARY' ? '' : `${dutyWord(shown.duty)}. `}${
              shown.overrideId
                ? 'By an override.'
                : `By the rotation${shown.layer ? ` of ${shown.layer}` : ''}.`
            }`
      }
      actions={
        may('responder') && (
          <>
            {shown.overrideId && (
              <ConfirmButton
                label="Delete the override"
                title="Delete this override?"
                confirm="Delete"
                busy={remove.isPending}
                onConfirm={() => remove.mutate(shown.overrideId, { onSuccess: onClose })}
              >
                Whoever the rotation names is on call again for all of its time.
              </ConfirmButton>
            )}
            {handsOver && (
              <Button onClick={() => setChanging(true)}>
                {mine ? 'Ask somebody to take it' : 'Take this shift'}
              </Button>
            )}
            <Button look="primary" onClick={() => onOverride({ start: shown.start, end: shown.end })}>
              {gap ? 'Put somebody on call' : 'Put somebody else on call'}
            </Button>
          </>
        )
      }
    >
      <p>
        {spanWords(shown, zone)} <span className="text-faint">{zone}</span>
      </p>
      {zone !== scheduleZone && (
        <p className="text-muted">
          {spanWords(shown, scheduleZone)} <span className="text-faint">{scheduleZone}</span>
        </p>
      )}
    </Dialog>
  );
}
