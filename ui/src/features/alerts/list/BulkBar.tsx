import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '@/components/Button';

/** What can be done with the selected alerts; over the foot of the list while there are any. */
export function BulkBar({
  count,
  busy,
  onAcknowledge,
  onResolve,
  onSnooze,
  onSilence,
  onClear,
  more,
}: {
  count: number;
  busy: boolean;
  onAcknowledge: () => void;
  onResolve: () => void;
  onSnooze: () => void;
  onSilence?: () => void;
  onClear: () => void;
  more?: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected alerts"
      className="absolute inset-x-2 bottom-3 z-10 mx-auto flex w-fit max-w-[calc(100%-1rem)] flex-wrap items-center justify-center gap-2 rounded-xl border border-line-strong bg-raised px-3 py-2 shadow-2xl"
    >
      <span className="px-1 font-medium whitespace-nowrap" role="status">
        {count} selected
      </span>
      {more}
      <Button look="primary" busy={busy} onClick={onAcknowledge}>
        Acknowledge
      </Button>
      <Button busy={busy} onClick={onResolve}>
        Resolve
      </Button>
      <Button busy={busy} onClick={onSnooze}>
        Snooze
      </Button>
      {onSilence && (
        <Button busy={busy} onClick={onSilence}>
          Silence
        </Button>
      )}
      <IconButton label="Clear the selection" onClick={onClear}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
