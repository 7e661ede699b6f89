import { Button } from '@/components/Button';
import { ConfirmButton, Dialog } from '@/components/Dialog';
import { useCaller } from '@/lib/caller';
import { useDeleteOverride } from './api/overrides';
import type { Interval } from './calendar/geometry';
import type { Shown } from './calendar/shown';
import { spanWords } from './calendar/spanWords';

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
  const { may } = useCaller();
  const remove = useDeleteOverride(scheduleId);
  const gap = shown.userId === '';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={gap ? 'Nobody is on call' : shown.name}
      description={
        gap
          ? 'Policies that page this schedule reach nobody by it meanwhile.'
          : shown.overrideId
            ? 'By an override.'
            : `By the rotation${shown.layer ? ` of ${shown.layer}` : ''}.`
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
