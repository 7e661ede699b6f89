package dev.tocsin.platform.limit;

import java.time.Duration;

/**
 * How often something may happen: on average so many times a second, and so many at once after a
 * pause.
 *
 * @param perSecond more than 0; 0.1 is once in ten seconds
 * @param burst at least 1
 */
public record Rate(double perSecond, int burst) {

  /** Refuses rates that would never let anything pass. */
  public Rate {
    if (!(perSecond > 0) || perSecond > 1_000_000 || burst < 1) {
      throw new IllegalArgumentException(
          "a rate is more than 0 and at most 1000000 a second, with a burst of at least 1, not "
              + perSecond
              + " and "
              + burst);
    }
  }

  /** Microseconds between two of them. */
  long intervalMicros() {
    return Math.max(1, Math.round(1_000_000 / perSecond));
  }

  /** How far ahead of the average one may be, in microseconds. */
  long toleranceMicros() {
    return intervalMicros() * (burst - 1);
  }

  /** How long until a bucket that was emptied is full again. */
  Duration refill() {
    return Duration.ofNanos(intervalMicros() * 1_000 * burst);
  }
}
