package dev.tocsin.identity.schedule;

import com.google.protobuf.Timestamp;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import java.time.Duration;
import java.time.Instant;

/** Stretches of time that are asked about. */
final class Ranges {

  /** A year and its margins: what a calendar may show at once. */
  static final Duration LONGEST = Duration.ofDays(400);

  private Ranges() {}

  static Range of(Timestamp start, Timestamp end) {
    return of(ProtoTime.instant("start_time", start), ProtoTime.instant("end_time", end));
  }

  /**
   * A range.
   *
   * @throws Invalid naming {@code end_time}, when it is empty or too long to be answered at once
   */
  static Range of(Instant from, Instant until) {
    if (!from.isBefore(until)) {
      throw Invalid.field("end_time", "%s is not after the start, %s".formatted(until, from));
    }
    if (Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          "end_time",
          "a range has at most %d days: end it by %s or start it later than %s"
              .formatted(LONGEST.toDays(), from.plus(LONGEST), from));
    }
    return new Range(from, until);
  }
}
