package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.platform.time.TocsinClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalCountsTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final TocsinClock clock = TocsinClock.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
  private final LocalCounts counts = new LocalCounts(clock, WINDOW);

  @Test
  void refusesOneTooManyUntilTheWindowEnds() {
    counts.count("ann", 2);
    clock.advance(Duration.ofMinutes(1));
    assertEquals(Duration.ZERO, counts.count("ann", 2));

    assertEquals(Duration.ofMinutes(4), counts.count("ann", 2));
  }

  @Test
  void startsAnewAfterTheWindow() {
    counts.count("ann", 1);
    clock.advance(WINDOW);

    assertEquals(Duration.ZERO, counts.count("ann", 1));
  }

  @Test
  void countsEachKeyByItself() {
    counts.count("ann", 1);

    assertEquals(Duration.ZERO, counts.count("bob", 1));
  }

  @Test
  void takesOneBack() {
    counts.count("ann", 1);
    counts.takeBack("ann");

    assertEquals(Duration.ZERO, counts.count("ann", 1));
    assertEquals(WINDOW, counts.count("ann", 1));
  }

  @Test
  void forgetsWhatEndedWell() {
    counts.count("ann", 1);
    counts.forget("ann");

    assertEquals(Duration.ZERO, counts.count("ann", 1));
  }
}
