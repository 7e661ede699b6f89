package dev.tocsin.identity.schedule;

import java.time.Instant;

/**
 * A stretch of time with one answer.
 *
 * @param cause who, and why
 * @param start first instant; {@link Instant#MIN} when nothing precedes it
 * @param end first instant after it; {@link Instant#MAX} when nothing ends it
 */
public record Shift(Cause cause, Instant start, Instant end) {

  /** Whether the instant lies in this shift. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  Shift within(Instant from, Instant until) {
    return new Shift(cause, start.isBefore(from) ? from : start, end.isAfter(until) ? until : end);
  }

  /** This shift, from the earlier start of the two until the later end. */
  Shift spanning(Shift other) {
    return new Shift(
        cause,
        start.isBefore(other.start) ? start : other.start,
        end.isAfter(other.end) ? end : other.end);
  }
}
