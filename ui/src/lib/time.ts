/** The reader's own zone. */
export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

/** `21 Nov 2026, 14:05:09 GMT+1` */
export function fullTime(instant: string | Date, zone = readerZone()): string {
  return format(zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** `Sat 21 Nov, 14:05` */
export function shortTime(instant: string | Date, zone = readerZone()): string {
  return format(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** `14:05` */
export function clockTime(instant: string | Date, zone = readerZone()): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

const units: readonly [limit: number, seconds: number, letter: string][] = [
  [60, 1, 's'],
  [3600, 60, 'm'],
  [86_400, 3600, 'h'],
  [Number.POSITIVE_INFINITY, 86_400, 'd'],
];

/** A length of time in its one largest unit: `45s`, `12m`, `3h`, `9d`. */
export function shortDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(Math.abs(ms) / 1000));
  const [, size, letter] = units.find(([limit]) => seconds < limit) ?? units[3]!;
  return `${Math.floor(seconds / size)}${letter}`;
}

/** `12m ago`, `in 3h`, `now`. */
export function relativeTime(instant: string | Date, now: number): string {
  const delta = new Date(instant).getTime() - now;
  if (Math.abs(delta) < 1000) return 'now';
  return delta < 0 ? `${shortDuration(delta)} ago` : `in ${shortDuration(delta)}`;
}

/** `Saturday, 21 November 2026`: the day of an instant. */
export function dayOf(instant: string | Date, zone = readerZone()): string {
  return format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(instant),
  );
}

/** `14:05:09` */
export function secondTime(instant: string | Date, zone = readerZone()): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(instant));
}
