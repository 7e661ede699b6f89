package dev.tocsin.platform.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TocsinClockTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final AtomicLong nanos = new AtomicLong();
  final TocsinClock clock = new TocsinClock(NOON, nanos::get, false);

  private void elapse(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void sample(Instant databaseTime) {
    clock.sampled(databaseTime, nanos.get(), nanos.get());
  }

  @Test
  void movesByTheMonotonicCounterBetweenSamples() {
    sample(NOON);
    elapse(Duration.ofSeconds(3));

    assertEquals(NOON.plusSeconds(3), clock.now());
  }

  /** Fault 19: our own clock is ten minutes off, the database's counts. */
  @Test
  void followsADatabaseThatIsAheadAtOnce() {
    sample(NOON.plusSeconds(600));

    assertEquals(NOON.plusSeconds(600), clock.now());
  }

  @Test
  void takesTheMiddleOfTheRoundTrip() {
    clock.sampled(NOON.plusSeconds(5), nanos.get(), nanos.get() + 200_000_000);
    elapse(Duration.ofMillis(100));

    assertEquals(NOON.plusSeconds(5), clock.now());
  }

  @Test
  void doesNotTrustASampleThatTookLong() {
    clock.sampled(NOON.plusSeconds(600), nanos.get(), nanos.get() + 2_000_000_000);

    assertEquals(NOON, clock.now());
  }

  @Test
  void approachesADatabaseThatIsBehindByNoiseWithoutGoingBack() {
    sample(NOON.minusMillis(400));

    assertEquals(NOON, clock.now());
    elapse(Duration.ofMillis(400));
    assertEquals(NOON.plusMillis(200), clock.now());
    elapse(Duration.ofMillis(400));
    assertEquals(NOON.plusMillis(400), clock.now(), "caught up: 800 ms after being 400 ms ahead");
    elapse(Duration.ofSeconds(1));
    assertEquals(NOON.plusMillis(1400), clock.now());
  }

  /** Fault 19: the database's clock steps back. */
  @Test
  void followsADatabaseThatWasSetBackAtOnce() {
    sample(NOON.minusSeconds(300));

    assertEquals(NOON.minusSeconds(300), clock.now());
  }

  @Property(tries = 500)
  void neverGoesBackByMoreThanTheDatabaseWasSetBack(
      @ForAll @IntRange(min = -900, max = 5000) int first,
      @ForAll @IntRange(min = -900, max = 5000) int second,
      @ForAll @IntRange(min = 0, max = 3000) int between) {
    AtomicLong counter = new AtomicLong();
    TocsinClock other = new TocsinClock(NOON, counter::get, false);
    Instant last = other.now();
    for (int noise : new int[] {first, second, first}) {
      other.sampled(other.now().plusMillis(noise), counter.get(), counter.get());
      assertFalse(other.now().isBefore(last));
      last = other.now();
      counter.addAndGet(between * 1_000_000L);
      assertFalse(other.now().isBefore(last));
      last = other.now();
    }
  }

  @Test
  void shiftsForTestsAndTellsWhoeverWaits() {
    AtomicInteger told = new AtomicInteger();
    clock.onShift(told::incrementAndGet);

    clock.advance(Duration.ofMinutes(30));
    clock.advance(Duration.ofMinutes(-10));
    sample(NOON.plusSeconds(1));

    assertEquals(NOON.plusSeconds(1).plus(Duration.ofMinutes(20)), clock.now());
    assertEquals(Duration.ofMinutes(20), clock.offset());
    assertEquals(2, told.get());
  }

  @Test
  void standsStillForATest() {
    TocsinClock standing = TocsinClock.standingAt(NOON);
    standing.sampled(NOON.plusSeconds(100), 0, 0);

    assertEquals(NOON, standing.now());
    standing.advance(Duration.ofSeconds(5));
    assertEquals(NOON.plusSeconds(5), standing.now());
  }
}
