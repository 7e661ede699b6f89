package dev.tocsin.platform.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buckets of this process; the ten thousand used last. A bucket is one number, the instant at which
 * the next would be due if everything came evenly spaced (the generic cell rate algorithm).
 */
final class LocalBuckets {

  private static final int MOST_KEPT = 10_000;

  private final Map<String, Long> dueAt =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Takes one from each bucket, or from none and says how long to wait. */
  synchronized Optional<Duration> take(List<Bucket> buckets, Instant now) {
    long at = micros(now);
    long wait = 0;
    for (Bucket bucket : buckets) {
      wait = Math.max(wait, due(bucket, at) - bucket.rate().toleranceMicros() - at);
    }
    if (wait > 0) {
      return Optional.of(Duration.of(wait, ChronoUnit.MICROS));
    }
    for (Bucket bucket : buckets) {
      dueAt.put(bucket.name(), due(bucket, at) + bucket.rate().intervalMicros());
    }
    return Optional.empty();
  }

  /** Takes as many as there are, at most so many. */
  synchronized Grant takeUpTo(Bucket bucket, int most, Instant now) {
    long at = micros(now);
    long due = due(bucket, at);
    long ahead = at + bucket.rate().toleranceMicros() - due;
    if (ahead < 0) {
      return new Grant(0, Duration.of(-ahead, ChronoUnit.MICROS));
    }
    int taken = (int) Math.min(most, ahead / bucket.rate().intervalMicros() + 1);
    dueAt.put(bucket.name(), due + taken * bucket.rate().intervalMicros());
    return new Grant(taken, Duration.ZERO);
  }

  /** A clock that was set back must not shut a bucket for longer than it takes to fill. */
  private long due(Bucket bucket, long at) {
    long known = Math.max(at, dueAt.getOrDefault(bucket.name(), at));
    return Math.min(known, at + bucket.rate().refill().toNanos() / 1_000);
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
