package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

  static final long SECOND = 1_000_000_000L;
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final Window window = new Window(Duration.ofSeconds(1));

  @Test
  void beginsWithASweepAndRepeatsItEveryPoll() {
    assertTrue(window.sweepDue(0));
    window.swept(0, SECOND / 100);

    assertFalse(window.sweepDue(SECOND));
    assertTrue(window.sweepDue(SECOND + SECOND / 100));
  }

  @Test
  void sweepsAtMostATwentiethOfTheTime() {
    window.swept(0, SECOND);

    assertFalse(window.sweepDue(20 * SECOND));
    assertTrue(window.sweepDue(21 * SECOND));
  }

  @Test
  void looksFromShortlyBeforeTheLastRowInBetween() {
    assertEquals(Instant.EPOCH, window.since());
    window.reached(NOON);

    assertEquals(NOON.minusSeconds(2), window.since());
  }

  @Test
  void looksEverywhereAfterTimeJumped() {
    window.swept(0, 1);
    window.reached(NOON);

    window.forget();

    assertTrue(window.sweepDue(2));
    assertEquals(Instant.EPOCH, window.since());
  }
}
