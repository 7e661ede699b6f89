import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Interval, instantAt, nearestHour, type Week } from './geometry';

/** Moving less than this is a click. */
const THRESHOLD_PX = 6;

interface Start {
  readonly instant: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Choosing a range by dragging over the weeks of a calendar, in full hours of `zone`. Rows carry `data-week`, what may
 * be dragged on `data-drag`. Escape gives up.
 */
export function useDragRange(
  root: RefObject<HTMLElement | null>,
  weeks: readonly Week[],
  zone: string,
  onRange: ((range: Interval) => void) | undefined,
) {
  const [range, setRange] = useState<Interval>();
  const start = useRef<Start>(undefined);
  const dragged = useRef(false);
  const latest = useRef({ weeks, zone, onRange });
  latest.current = { weeks, zone, onRange };

  useEffect(() => {
    const at = (x: number, y: number): number | undefined => {
      const rows = [...(root.current?.querySelectorAll<HTMLElement>('[data-week]') ?? [])];
      const row = rows.find((it) => y < it.getBoundingClientRect().bottom) ?? rows.at(-1);
      const week = latest.current.weeks[Number(row?.dataset.week)];
      if (!row || !week) return undefined;
      const box = row.getBoundingClientRect();
      return instantAt(week, Math.max(0, Math.min(1, (x - box.left) / box.width)) * 7);
    };
    const rangeTo = (x: number, y: number): Interval | undefined => {
      const to = at(x, y);
      if (!start.current || to === undefined) return undefined;
      const [from, until] = [start.current.instant, to].sort((a, b) => a - b) as [number, number];
      return { start: nearestHour(from, latest.current.zone), end: nearestHour(until, latest.current.zone) };
    };
    const stop = () => {
      start.current = undefined;
      setRange(undefined);
    };
    const onMove = (event: PointerEvent) => {
      const from = start.current;
      if (!from) return;
      if (!dragged.current && Math.hypot(event.clientX - from.x, event.clientY - from.y) < THRESHOLD_PX)
        return;
      dragged.current = true;
      event.preventDefault();
      setRange(rangeTo(event.clientX, event.clientY));
    };
    const onUp = (event: PointerEvent) => {
      const chosen = dragged.current ? rangeTo(event.clientX, event.clientY) : undefined;
      stop();
      if (chosen && chosen.end > chosen.start) latest.current.onRange?.(chosen);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && start.current) stop();
    };
    const onDown = (event: PointerEvent) => {
      dragged.current = false;
      if (!latest.current.onRange || event.button !== 0) return;
      const target = event.target as Element;
      if (!root.current?.contains(target) || !target.closest('[data-drag]')) return;
      const instant = at(event.clientX, event.clientY);
      if (instant !== undefined) start.current = { instant, x: event.clientX, y: event.clientY };
    };
    addEventListener('pointerdown', onDown);
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', stop);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onDown);
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', stop);
      removeEventListener('keydown', onKey);
    };
  }, [root]);

  /** The click that ends a drag is not one on the shift below it. */
  const swallowClick = (event: { stopPropagation: () => void; preventDefault: () => void }) => {
    if (!dragged.current) return;
    dragged.current = false;
    event.stopPropagation();
    event.preventDefault();
  };
  return { range, swallowClick };
}
