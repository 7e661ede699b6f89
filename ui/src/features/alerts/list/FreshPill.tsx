import { ArrowUp, RotateCw } from 'lucide-react';
import type { useLiveList } from './useLiveList';

/** Says that there are new alerts above, or that the list may be out of date; shows them when pressed. */
export function FreshPill({
  list,
}: {
  list: Pick<ReturnType<typeof useLiveList>, 'fresh' | 'freshMore' | 'stale' | 'showFresh' | 'reload'>;
}) {
  const shown = list.stale || list.fresh > 0;
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-0 top-1 z-10 flex justify-center sm:top-11"
    >
      {shown && (
        <button
          type="button"
          onClick={() => (list.stale ? list.reload() : list.showFresh())}
          className="pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-accent px-3.5 font-medium text-accent-ink shadow-lg hover:bg-accent-hover pointer-coarse:h-11"
        >
          {list.stale ? (
            <>
              <RotateCw size={14} aria-hidden />
              The connection was lost for a while: reload
            </>
          ) : (
            <>
              <ArrowUp size={14} aria-hidden />
              {list.fresh}
              {list.freshMore && '+'} new
            </>
          )}
        </button>
      )}
    </div>
  );
}
