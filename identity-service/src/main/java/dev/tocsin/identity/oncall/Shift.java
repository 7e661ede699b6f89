package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.UUID;

/**
 * The longest stretch of time in which somebody is on call for one reason.
 *
 * @param duty what they are on call as
 * @param person who
 * @param cause why
 * @param start first instant
 * @param end first instant after it; {@link Instant#MAX} when nothing ends it
 */
public record Shift(Duty duty, UUID person, Cause cause, Instant start, Instant end) {

  /** Whether the instant lies in this shift. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** The part of it within a range that it touches. */
  public Shift within(Range range) {
    return new Shift(
        duty,
        person,
        cause,
        start.isBefore(range.from()) ? range.from() : start,
        end.isAfter(range.until()) ? range.until() : end);
  }
}
