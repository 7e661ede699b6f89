package dev.tocsin.platform.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * From which due time on to look for work.
 *
 * <p>Done rows leave entries in the index of due rows until vacuum removes them, and a transaction
 * that is open for minutes somewhere keeps vacuum from it; looking from the beginning would walk
 * over all of them each time. So most claims look from shortly before the last row claimed, and a
 * sweep from the beginning, which makes certain that nothing is left behind, happens at most every
 * poll and takes at most a twentieth of the time.
 */
final class Window {

  private static final Duration OVERLAP = Duration.ofSeconds(2);
  private static final int SWEEP_SHARE = 20;

  private final long pollNanos;
  private Instant mark = Instant.EPOCH;
  private long nextSweep;
  private boolean swept;

  Window(Duration poll) {
    this.pollNanos = poll.toNanos();
  }

  /** Whether the next claim is to be a sweep. */
  boolean sweepDue(long nanos) {
    return !swept || nanos - nextSweep >= 0;
  }

  /** From where a claim that is not a sweep looks. */
  Instant since() {
    return mark.equals(Instant.EPOCH) ? mark : mark.minus(OVERLAP);
  }

  /** A sweep began and ended at these counts. */
  void swept(long beganNanos, long endedNanos) {
    swept = true;
    nextSweep = endedNanos + Math.max(pollNanos, SWEEP_SHARE * (endedNanos - beganNanos));
  }

  /** A claim that passed nobody over took this row as its latest. */
  void reached(Instant dueAt) {
    mark = dueAt;
  }

  /** Time jumped: look everywhere. */
  void forget() {
    mark = Instant.EPOCH;
    swept = false;
  }
}
