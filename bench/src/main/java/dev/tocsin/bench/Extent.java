package dev.tocsin.bench;

import java.time.Duration;

/**
 * How much a run measures.
 *
 * @param firstWarmUp before the first round, not counted
 * @param round length of each round, for Tocsin and for each peer
 * @param warmUpPages before pages are timed on an idle server
 * @param warmUpPagesAfterLoad before they are timed after the ingest load
 * @param warmUpSteps before the storm
 */
record Extent(
    int rounds,
    Duration firstWarmUp,
    Duration round,
    int pages,
    int warmUpPages,
    int warmUpPagesAfterLoad,
    int warmUpSteps) {

  /** The compiler is busy for a thousand pages before they take what they take from then on. */
  static final Extent WHOLE =
      new Extent(3, Duration.ofSeconds(6), Duration.ofSeconds(9), 200, 1000, 500, 2000);

  /** Under two minutes; mostly shows a cold JVM. */
  static final Extent QUICK =
      new Extent(1, Duration.ofSeconds(4), Duration.ofSeconds(4), 50, 150, 0, 500);
}
