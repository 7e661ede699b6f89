import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesAfter } from './order';

const routes = (...positions: number[]) =>
  positions.map((position, i) => ({ id: String.fromCharCode(97 + i), position }));

/** The order that a server shows after these writes: by position; equal ones stay as they were. */
function after(before: ReturnType<typeof routes>, places: ReturnType<typeof placesAfter>) {
  const now = before.map((it) => ({ ...it, ...places.find((place) => place.id === it.id) }));
  return now.sort((a, b) => a.position - b.position).map((it) => it.id);
}

describe('moving a route', () => {
  it('takes one write where there is room', () => {
    expect(placesAfter(routes(10, 20, 30), 2, 1)).toEqual([{ id: 'c', position: 15 }]);
    expect(placesAfter(routes(10, 20, 30), 1, 0)).toEqual([{ id: 'b', position: 5 }]);
    expect(placesAfter(routes(10, 20, 30), 0, 2)).toEqual([{ id: 'a', position: 40 }]);
  });

  it('moves those behind away where there is none, from the end', () => {
    expect(placesAfter(routes(1, 2, 3, 50), 2, 1)).toEqual([
      { id: 'b', position: 21 },
      { id: 'c', position: 11 },
    ]);
  });

  it('does nothing for the same place', () => {
    expect(placesAfter(routes(1, 2), 1, 1)).toEqual([]);
  });

  it('gives the order that was asked for, whatever the positions were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (positions, a, b) => {
          const before = routes(...[...positions].sort((x, y) => x - y));
          const from = a % before.length;
          const to = b % before.length;
          const wanted = before.map((it) => it.id);
          wanted.splice(to, 0, ...wanted.splice(from, 1));
          expect(after(before, placesAfter(before, from, to))).toEqual(wanted);
        },
      ),
    );
  });
});
