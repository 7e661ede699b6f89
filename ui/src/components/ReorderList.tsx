import { GripVertical } from 'lucide-react';
import { type PointerEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';

/** A list without one, which is put in at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/**
 * A list whose order people choose: with the pointer by the handle at the left of each, or with the arrow keys while the
 * handle has the focus. `onMove` is told once, when the item is let go.
 */
export function ReorderList<T>({
  label,
  items,
  keyOf,
  nameOf,
  onMove,
  children,
  className,
}: {
  /** What is listed, for those who listen. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** What an item is called: on its handle, and when it has moved. */
  nameOf: (item: T, index: number) => string;
  /** Absent where the order may not be changed. */
  onMove?: ((from: number, to: number) => void) | undefined;
  children: (item: T, index: number) => ReactNode;
  className?: string;
}) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const [said, setSaid] = useState('');
  // An element that changes its place in the document loses the focus.
  const held = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (held.current === undefined) return;
    const index = items.findIndex((it) => keyOf(it) === held.current);
    held.current = undefined;
    list.current?.children[index]?.querySelector<HTMLElement>('[data-handle]')?.focus();
  }, [items, keyOf]);

  const move = (from: number, to: number) => {
    if (!onMove || to < 0 || to >= items.length || to === from) return;
    setSaid(`${nameOf(items[from]!, from)} moved to place ${to + 1} of ${items.length}.`);
    onMove(from, to);
  };
  const placeAt = (y: number, from: number): number => {
    const rows = [...(list.current?.children ?? [])];
    const others = rows.filter((_, i) => i !== from);
    const above = others.filter((row) => {
      const box = row.getBoundingClientRect();
      return y > box.top + box.height / 2;
    });
    return above.length;
  };
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>, from: number) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from, to: from });
  };

  return (
    <>
      <ol ref={list} aria-label={label} className={className}>
        {items.map((item, index) => (
          <li
            key={keyOf(item)}
            className={cx(
              'relative flex items-start gap-1',
              drag?.from === index && 'opacity-50',
              drag &&
                drag.to === index &&
                drag.to !== drag.from &&
                (drag.to < drag.from
                  ? 'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent'
                  : 'after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent'),
            )}
          >
            {onMove && (
              <button
                type="button"
                data-handle
                aria-label={`Move ${nameOf(item, index)}`}
                title="Drag, or use the arrow keys"
                className="mt-2 ml-1 flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded text-faint hover:bg-sunken hover:text-ink pointer-coarse:h-11 pointer-coarse:w-8"
                onPointerDown={(event) => onPointerDown(event, index)}
                onPointerMove={(event) => {
                  if (drag) setDrag({ ...drag, to: placeAt(event.clientY, drag.from) });
                }}
                onPointerUp={() => {
                  setDrag(undefined);
                  if (drag) move(drag.from, drag.to);
                }}
                onPointerCancel={() => setDrag(undefined)}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') setDrag(undefined);
                  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
                  event.preventDefault();
                  held.current = keyOf(item);
                  move(index, index + (event.key === 'ArrowDown' ? 1 : -1));
                }}
              >
                <GripVertical size={15} aria-hidden />
              </button>
            )}
            <div className="min-w-0 flex-1">{children(item, index)}</div>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
