/** An object of a message. Its shape is the provider's; what is not as expected is not drawn. */
export type Json = Readonly<Record<string, unknown>>;

/** The objects of a JSON array; none when it is not one. The server says what is wrong with it. */
export function jsonList(text: string): Json[] {
  if (!text.trim()) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((it) => it !== null && typeof it === 'object') : [];
  } catch {
    return [];
  }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
