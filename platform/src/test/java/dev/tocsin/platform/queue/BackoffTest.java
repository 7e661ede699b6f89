package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Property
  void staysWithinItsBounds(
      @ForAll @IntRange(min = 1, max = 1_000_000) int attempt,
      @ForAll @LongRange(min = 1, max = 10_000) long first,
      @ForAll @LongRange(min = 10_000, max = 86_400_000) long longest,
      @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest));

    Duration wait = backoff.after(attempt, null, new Random(seed));

    assertFalse(wait.isNegative());
    assertTrue(wait.compareTo(backoff.bound(attempt)) <= 0);
    assertTrue(backoff.bound(attempt).toMillis() <= longest);
    assertTrue(backoff.bound(attempt).compareTo(backoff.bound(attempt + 1)) <= 0);
  }

  @Property
  void neverComesBackBeforeTheProviderAllows(
      @ForAll @LongRange(min = 0, max = 86_400_000) long asked, @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    long wait = backoff.after(1, Duration.ofMillis(asked), new Random(seed)).toMillis();

    assertTrue(wait >= asked && wait <= asked + Math.min(asked / 10, 1000));
  }

  @Test
  void doublesUpToTheLongest() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    assertEquals(Duration.ofSeconds(1), backoff.bound(1));
    assertEquals(Duration.ofSeconds(4), backoff.bound(3));
    assertEquals(Duration.ofSeconds(8), backoff.bound(4));
    assertEquals(Duration.ofSeconds(10), backoff.bound(5));
    assertEquals(Duration.ofSeconds(10), backoff.bound(200));
  }

  @Test
  void spreadsWhatFailedTogether() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    Random random = new Random(1);

    long[] waits =
        LongStream.range(0, 1000).map(i -> backoff.after(5, null, random).toMillis()).toArray();

    assertEquals(8000, LongStream.of(waits).average().orElseThrow(), 800);
  }
}
