import type { Schemas } from '@/lib/api';

export type OverrideKind = NonNullable<Schemas['OverrideKind']>;

interface Kind {
  readonly kind: OverrideKind;
  readonly title: string;
  readonly line: string;
  /** Label of who is on call by it; empty when it names nobody. */
  readonly names: string;
  /** Label of whom it replaces or removes; empty when nobody. */
  readonly replaces: string;
  /** Whether it takes people off call and puts nobody in their place: the API leaves that to managers. */
  readonly takesOff?: boolean;
}

/** What an override can do. */
export const overrideKinds: readonly Kind[] = [
  {
    kind: 'OVERRIDE_KIND_TAKE_OVER',
    title: 'Somebody takes over',
    line: 'Instead of everybody who would be on call.',
    names: 'Who takes over',
    replaces: '',
  },
  {
    kind: 'OVERRIDE_KIND_REPLACE',
    title: 'Somebody stands in for one person',
    line: 'Wherever that person would be on call; everybody else stays.',
    names: 'Who stands in',
    replaces: 'For whom',
  },
  {
    kind: 'OVERRIDE_KIND_ADD',
    title: 'Somebody joins',
    line: 'Beside whoever is on call.',
    names: 'Who joins',
    replaces: '',
  },
  {
    kind: 'OVERRIDE_KIND_REMOVE',
    title: 'Somebody is off',
    line: 'Nobody takes their place, unless a weaker layer names somebody.',
    names: '',
    replaces: 'Who is off',
    takesOff: true,
  },
  {
    kind: 'OVERRIDE_KIND_CLEAR',
    title: 'Nobody, but by later overrides',
    line: 'Clears the time for a temporary schedule: put overrides on it afterwards.',
    names: '',
    replaces: '',
    takesOff: true,
  },
];

export const kindOf = (kind: OverrideKind): Kind =>
  overrideKinds.find((it) => it.kind === kind) ?? overrideKinds[0]!;

/** The kinds that the reader may make. */
export const kindsFor = (manager: boolean): readonly Kind[] =>
  overrideKinds.filter((it) => manager || !it.takesOff);
