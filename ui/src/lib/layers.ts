import type { Schemas } from './api';

export type Layer = Schemas['Layer'];
export type Slot = Schemas['Slot'];

/** The turns of a layer, in order, whichever of its two forms it was answered in. */
export const slotsOf = (layer: Pick<Layer, 'slots' | 'participants'>): readonly Slot[] =>
  layer.slots?.length ? layer.slots : (layer.participants ?? []).map((id) => ({ userIds: [id] }));

/** Everybody who takes turns in any of the layers, once each, in a stable order. */
export const peopleOf = (layers: readonly Layer[] | undefined): readonly string[] => [
  ...new Set((layers ?? []).flatMap(slotsOf).flatMap((it) => it.userIds ?? [])),
];
