package dev.tocsin.identity.ical;

import java.time.Duration;

/**
 * How much of a calendar is read: what is beyond is left out and named.
 *
 * @param characters longest text; a longer one is refused as a whole
 * @param events most events
 * @param occurrences most occurrences in a range
 * @param steps most steps of recurrence rules, those before the range included; every event has its
 *     share, so that a wild one takes nothing from the others
 * @param time longest time for a range
 */
public record IcalBounds(int characters, int events, int occurrences, int steps, Duration time) {

  /** A megabyte, 5,000 events, 20,000 occurrences 500,000 steps and five seconds. */
  public static final IcalBounds USUAL =
      new IcalBounds(1 << 20, 5_000, 20_000, 500_000, Duration.ofSeconds(5));

  public IcalBounds {
    if (characters < 1 || events < 1 || occurrences < 1 || steps < 1 || !time.isPositive()) {
      throw new IllegalArgumentException("bounds of a calendar are above 0");
    }
  }

  /** Steps of one of so many events. */
  int stepsOfOne(int ofEvents) {
    return Math.max(1_000, steps / Math.max(1, ofEvents));
  }

  /** Occurrences of one event: a quarter, for no rota needs more. */
  int occurrencesOfOne() {
    return Math.max(1, occurrences / 4);
  }
}
