package dev.tocsin.platform.time;

import java.time.Duration;
import java.time.Instant;

/**
 * One sample of the database's clock, and how to read time from it by a monotonic counter.
 *
 * @param at the time read at {@code nano}
 * @param nano the monotonic counter then, in nanoseconds
 * @param surplus how far {@code at} runs ahead of the database; read time gives it back by running
 *     at half speed, so that it never goes backwards
 */
record Anchor(Instant at, long nano, Duration surplus) {

  /** A sample that lies further back than this is a step of the database's clock, not noise. */
  static final Duration LARGEST_SLEW = Duration.ofSeconds(1);

  Anchor(Instant at, long nano) {
    this(at, nano, Duration.ZERO);
  }

  Instant read(long now) {
    long elapsed = now - nano;
    long given = Math.min(surplus.toNanos(), elapsed / 2);
    return at.plusNanos(elapsed - given);
  }

  /** Whether the sample contradicts what we read by more than noise can. */
  boolean isStepBack(Instant sample, long now) {
    return sample.isBefore(read(now).minus(LARGEST_SLEW));
  }

  /**
   * The anchor after another sample. A database that is ahead is followed at once, as is one whose
   * clock was set back: other replicas lease by it, so insisting on our own time would be wrong. A
   * database that is behind by noise is approached without ever going back.
   */
  Anchor corrected(Instant sample, long now) {
    Instant mine = read(now);
    if (!sample.isBefore(mine) || isStepBack(sample, now)) {
      return new Anchor(sample, now);
    }
    return new Anchor(mine, now, Duration.between(sample, mine));
  }
}
