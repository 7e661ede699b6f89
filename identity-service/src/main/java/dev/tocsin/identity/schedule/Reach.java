package dev.tocsin.identity.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far around a time is read to know shifts whole: most turns end within days, few within
 * months, and hardly any needs all that was ever written.
 */
record Reach(int step) {

  private static final List<Duration> STEPS =
      List.of(Duration.ofDays(8), Duration.ofDays(64), Duration.ofDays(512));

  static final Reach FIRST = new Reach(0);

  /** The next wider one; empty when this one is everything. */
  Optional<Reach> wider() {
    return step < STEPS.size() ? Optional.of(new Reach(step + 1)) : Optional.empty();
  }

  Instant before(Instant time) {
    return step < STEPS.size() ? time.minus(STEPS.get(step)) : Instant.MIN;
  }

  Instant after(Instant time) {
    return step < STEPS.size() ? time.plus(STEPS.get(step)) : Instant.MAX;
  }
}
