package dev.tocsin.platform.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private static final Rate RATE = new Rate(2, 3);

  private final LocalBuckets buckets = new LocalBuckets();

  @Test
  void letABurstPassAndThenTheRate() {
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), take("a", NOW));
    }
    assertEquals(Optional.of(Duration.ofMillis(500)), take("a", NOW));
    assertEquals(Optional.of(Duration.ofMillis(100)), take("a", NOW.plusMillis(400)));
    assertEquals(Optional.empty(), take("a", NOW.plusMillis(500)));
    assertEquals(Optional.of(Duration.ofMillis(500)), take("a", NOW.plusMillis(500)));
  }

  @Test
  void areFullAgainAfterAPause() {
    for (int i = 0; i < 3; i++) {
      take("a", NOW);
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), take("a", NOW.plusSeconds(2)));
    }
  }

  @Test
  void countEachNameForItself() {
    for (int i = 0; i < 3; i++) {
      take("a", NOW);
    }
    assertEquals(Optional.empty(), take("b", NOW));
  }

  @Test
  void takeFromAllOrFromNone() {
    Bucket narrow = new Bucket("narrow", new Rate(1, 1));
    Bucket wide = new Bucket("wide", new Rate(1, 2));

    assertEquals(Optional.empty(), buckets.take(List.of(narrow, wide), NOW));
    assertEquals(Optional.of(Duration.ofSeconds(1)), buckets.take(List.of(narrow, wide), NOW));
    assertEquals(Optional.empty(), buckets.take(List.of(wide), NOW), "nothing was taken of it");
  }

  @Test
  void recoverFromAClockThatWasSetBack() {
    for (int i = 0; i < 3; i++) {
      take("a", NOW.plus(Duration.ofHours(1)));
    }
    assertEquals(Optional.of(Duration.ofMillis(500)), take("a", NOW));
  }

  @Test
  void giveAsManyAsThereAre() {
    Bucket bucket = new Bucket("many", RATE);

    assertEquals(new Grant(2, Duration.ZERO), buckets.takeUpTo(bucket, 2, NOW));
    assertEquals(new Grant(1, Duration.ZERO), buckets.takeUpTo(bucket, 5, NOW));
    assertEquals(new Grant(0, Duration.ofMillis(500)), buckets.takeUpTo(bucket, 5, NOW));
    assertEquals(new Grant(2, Duration.ZERO), buckets.takeUpTo(bucket, 5, NOW.plusSeconds(1)));
  }

  private Optional<Duration> take(String name, Instant now) {
    return buckets.take(List.of(new Bucket(name, RATE)), now);
  }
}
