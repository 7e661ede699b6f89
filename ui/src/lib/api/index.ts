import type { components } from './schema';

export { api } from './client';
export { asProblem, Problem, type Violation } from './problem';

/** The messages of the API, by the names in the protos: `Schemas['Alert']`. */
export type Schemas = components['schemas'];
