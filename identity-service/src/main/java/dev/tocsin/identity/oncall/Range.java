package dev.tocsin.identity.oncall;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from first instant
 * @param until first instant after it; later
 */
public record Range(Instant from, Instant until) {

  public Range {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("%s is not after %s".formatted(until, from));
    }
  }

  /** Whether the instant lies in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }
}
