/** Every IANA time zone that the browser knows; the reader's own first, then UTC. */
export function allZones(own: string): readonly string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `GMT+1`: how far a zone is from UTC at an instant; empty for a zone that is not known. */
export function offsetOf(zone: string, at: Date | number): string {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' });
    } catch {
      return '';
    }
    formats.set(zone, format);
  }
  return format.formatToParts(at).find((it) => it.type === 'timeZoneName')?.value ?? '';
}
