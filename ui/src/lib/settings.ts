/**
 * What a kind of thing (a channel, a ticket system) is set up with, told once: the form, its values and the request are
 * made from it. Names are those of the API.
 */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly type:
    | 'text'
    | 'url'
    | 'email'
    | 'number'
    | 'area'
    | 'choice'
    | 'check'
    | 'secret'
    | 'lines'
    | 'pairs'
    | 'json';
  readonly hint?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  /** Of a `choice`: values with their words. */
  readonly options?: readonly (readonly [value: string, label: string])[];
  /** Of a `secret`: the field that says whether one is stored. */
  readonly stored?: string;
  /** Of a `secret`: where it goes. When one of these changes it has to be given again. */
  readonly goesTo?: readonly string[];
  /** Shown with the rarely used ones. */
  readonly rare?: boolean;
}

export type Settings = Readonly<Record<string, unknown>>;
export type Draft = Readonly<Record<string, string | boolean>>;

/** The form's values for settings as they are stored; secrets are never among them. */
export function draftOf(fields: readonly SettingField[], settings: Settings | undefined): Draft {
  return Object.fromEntries(fields.map((it) => [it.name, shown(it, settings?.[it.name])]));
}

function shown(field: SettingField, value: unknown): string | boolean {
  switch (field.type) {
    case 'check':
      return value === true;
    case 'secret':
      return '';
    case 'number':
      return value ? String(value) : '';
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : '';
    case 'pairs':
      return Object.entries((value ?? {}) as Record<string, string>)
        .map(([name, each]) => `${name}: ${each}`)
        .join('\n');
    case 'json':
      return value && Object.keys(value).length > 0 ? JSON.stringify(value, null, 2) : '';
    case 'choice':
      // What is not set is what comes first.
      return (field.options?.find(([it]) => it === value) ?? field.options?.[0])?.[0] ?? '';
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** The settings to send. Throws nothing: what cannot be read is told by {@link mistakesIn}. */
export function settingsOf(fields: readonly SettingField[], draft: Draft): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const field of fields) {
    const value = read(field, draft[field.name] ?? '');
    if (value !== undefined) sent[field.name] = value;
  }
  return sent;
}

function read(field: SettingField, value: string | boolean): unknown {
  if (typeof value === 'boolean') return value;
  switch (field.type) {
    case 'number':
      return value.trim() === '' ? 0 : Number(value);
    case 'lines':
      return linesOf(value);
    case 'pairs':
      return Object.fromEntries(
        linesOf(value)
          .map(pairOf)
          .filter((it) => it !== undefined),
      );
    case 'json':
      try {
        return value.trim() === '' ? undefined : JSON.parse(value);
      } catch {
        return undefined;
      }
    case 'secret':
      return value === '' ? undefined : value;
    case 'area':
      return value;
    default:
      return value.trim();
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((it) => it.trim())
    .filter(Boolean);

function pairOf(line: string): [string, string] | undefined {
  const at = line.indexOf(':');
  return at > 0 ? [line.slice(0, at).trim(), line.slice(at + 1).trim()] : undefined;
}

/** What the form knows to be wrong before it is sent, by field. */
export function mistakesIn(
  fields: readonly SettingField[],
  draft: Draft,
  stored: Settings | undefined,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    const value = draft[field.name] ?? '';
    if (typeof value === 'boolean') continue;
    if (field.type === 'secret' && value === '') {
      const moved = movedTo(fields, field, draft, stored);
      if (moved) found[field.name] = `Give it again: it would go to a new place (${moved} has changed).`;
      else if (field.required && !isStored(field, stored)) found[field.name] = 'This is needed.';
    } else if (field.required && value.trim() === '') {
      found[field.name] = 'This is needed.';
    } else if (field.type === 'pairs' && linesOf(value).some((it) => !pairOf(it))) {
      found[field.name] = 'Write each on a line of its own, as name: value.';
    } else if (field.type === 'json' && value.trim() !== '' && !isObject(value)) {
      found[field.name] = 'This is no JSON object.';
    }
  }
  return found;
}

/** Whether the server has a secret for the field. */
export const isStored = (field: SettingField, stored: Settings | undefined): boolean =>
  field.stored !== undefined && stored?.[field.stored] === true;

function movedTo(
  fields: readonly SettingField[],
  secret: SettingField,
  draft: Draft,
  stored: Settings | undefined,
): string | undefined {
  if (!isStored(secret, stored)) return undefined;
  const before = draftOf(fields, stored);
  const name = secret.goesTo?.find((it) => String(draft[it] ?? '').trim() !== before[it]);
  return name && (fields.find((it) => it.name === name)?.label ?? name);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
