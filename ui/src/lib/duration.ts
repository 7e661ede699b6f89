/** Seconds of a duration of the API: `300s`, `0.5s`. */
export const secondsOf = (duration: string | undefined): number => Number.parseFloat(duration ?? '0') || 0;

/** A duration for the API. */
export const durationOf = (seconds: number): string => `${seconds}s`;

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A length of time in its own units: `0 min`, `90 s` is `1 min 30 s`, `1 h`. */
export function inWords(seconds: number): string {
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  return parts.join(' ') || '0 min';
}
