import type { Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';
import { type ChannelKind, type Drafts, inSlot, keyOf, kinds, type Slot } from './slots';

/** Which channel's template is edited; says of each whether it is the tenant's own, and whether it is saved. */
export function KindTabs({
  slot,
  set,
  drafts,
  onKind,
}: {
  slot: Slot;
  set: readonly Schemas['Template'][];
  drafts: Drafts;
  onKind: (kind: ChannelKind) => void;
}) {
  return (
    <fieldset className="flex min-w-0 gap-1 overflow-x-auto border-b border-line px-2">
      <legend className="sr-only">Channel</legend>
      {kinds.map(({ kind, label }) => {
        const here = { ...slot, kind };
        const state = drafts[keyOf(here)] ? 'not saved' : inSlot(set, here) ? 'own' : '';
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === slot.kind}
            onClick={() => onKind(kind)}
            className={cx(
              '-mb-px flex h-10 shrink-0 items-center gap-1.5 border-b-2 px-2 font-medium pointer-coarse:h-11',
              kind === slot.kind ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
            {state && <span className="text-xs font-normal text-faint">{state}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
