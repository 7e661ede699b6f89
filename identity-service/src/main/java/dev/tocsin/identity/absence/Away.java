package dev.tocsin.identity.absence;

import java.time.Instant;
import java.util.UUID;

/**
 * A stretch of time in which a person is away, or has a public holiday.
 *
 * @param what name of the holiday; empty for time off
 */
public record Away(UUID user, Kind kind, Instant start, Instant end, String what) {

  /** Why. */
  public enum Kind {
    /** The person has time off. */
    TIME_OFF,
    /** It is a public holiday there. */
    HOLIDAY
  }

  /** Whether it has an instant in common with this range. */
  public boolean touches(Instant from, Instant until) {
    return start.isBefore(until) && from.isBefore(end);
  }

  /** In words that begin with the person. */
  public String text() {
    return switch (kind) {
      case TIME_OFF -> "user %s has time off from %s until %s".formatted(user, start, end);
      case HOLIDAY ->
          "user %s has a public holiday, %s, from %s until %s".formatted(user, what, start, end);
    };
  }
}
