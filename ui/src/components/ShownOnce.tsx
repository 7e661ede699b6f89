import { KeyRound } from 'lucide-react';
import { CopyButton } from './CopyButton';

/** A key that the server tells a single time, with what to do about it. */
export function ShownOnce({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex flex-col gap-1.5 rounded-md border border-line-strong bg-warning-bg px-3 py-2.5">
      <p className="flex items-center gap-2 font-medium text-warning">
        <KeyRound size={15} aria-hidden />
        {label}: shown once. Copy it now, it cannot be read again.
      </p>
      <div className="flex items-center gap-1 rounded-md border border-line bg-surface pl-2.5">
        <code data-testid="shown-once" className="min-w-0 flex-1 py-1.5 font-mono text-xs break-all">
          {value}
        </code>
        <CopyButton text={value} label={`Copy: ${label}`} />
      </div>
    </div>
  );
}
