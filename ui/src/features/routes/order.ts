/** A new position for a route. */
export interface Place {
  readonly id: string;
  readonly position: number;
}

const STEP = 10;

/**
 * The positions to write so that a route goes from one place to another: one where there is room between its new
 * neighbours, else also those behind it as far as it takes. Written in this order, no other two ever change places.
 */
export function placesAfter(
  routes: readonly { readonly id?: string; readonly position?: number }[],
  from: number,
  to: number,
): Place[] {
  const order = [...routes];
  const [one] = order.splice(from, 1);
  if (!one || from === to) return [];
  order.splice(to, 0, one);
  const before = order[to - 1]?.position ?? 0;
  const after = order[to + 1]?.position;
  if (after === undefined) return [{ id: one.id ?? '', position: before + STEP }];
  const middle = Math.floor((before + after) / 2);
  if (middle > before && middle < after) return [{ id: one.id ?? '', position: middle }];
  const places: Place[] = [];
  let last = before;
  for (const route of order.slice(to)) {
    if (route !== one && (route.position ?? 0) > last) break;
    last += STEP;
    places.push({ id: route.id ?? '', position: last });
  }
  return places.reverse();
}
