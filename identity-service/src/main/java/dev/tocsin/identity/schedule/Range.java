package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.Invalid;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that is asked about.
 *
 * @param from first instant
 * @param until first instant after it; later, by at most {@link #LONGEST}
 */
record Range(Instant from, Instant until) {

  /** A year and its margins: what a calendar may show at once. */
  static final Duration LONGEST = Duration.ofDays(400);

  /**
   * Invalid, naming {@code end_time}, when the range is empty or too long to be answered at once.
   */
  Range {
    if (!from.isBefore(until)) {
      throw Invalid.field("end_time", "%s is not after the start, %s".formatted(until, from));
    }
    if (Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          "end_time",
          "a range has at most %d days: end it by %s or start it later than %s"
              .formatted(LONGEST.toDays(), from.plus(LONGEST), from));
    }
  }

  /** The shift without what lies outside of the range. */
  Shift cut(Shift shift) {
    return shift.within(from, until);
  }

  boolean touches(Takeover override) {
    return override.start().isBefore(until) && override.end().isAfter(from);
  }
}
