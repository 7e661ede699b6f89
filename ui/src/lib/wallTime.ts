import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM-DDTHH:MM` on the clocks of a zone, as an input of the browser takes it. */
export const toWall = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

export interface FromWall {
  readonly instant: number;
  /** What to tell of a time that the clocks of the zone skip or show twice. */
  readonly remark?: string;
}

/**
 * The instant at which the clocks of a zone show a time; undefined for a text that is no time. A skipped time is moved
 * on by the length of the gap, of a repeated one the first is taken.
 */
export function fromWall(text: string, zone: string): FromWall | undefined {
  let plain: Temporal.PlainDateTime;
  try {
    plain = Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { instant: later.epochMilliseconds };
  if (!later.toPlainDateTime().equals(plain)) {
    const clock = later.toPlainTime().toString({ smallestUnit: 'minute' });
    return {
      instant: later.epochMilliseconds,
      remark: `The clocks skip ${text.slice(11)} on that day: ${clock} is taken.`,
    };
  }
  return {
    instant: earlier.epochMilliseconds,
    remark: `The clocks show ${text.slice(11)} twice on that day: the first is taken.`,
  };
}
