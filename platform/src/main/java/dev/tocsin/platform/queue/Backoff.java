package dev.tocsin.platform.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a failed job waits: exponential backoff with full jitter, so that jobs which failed
 * together do not come back together.
 *
 * @param first longest wait after the first failure
 * @param longest bound of all waits of our own choice
 */
record Backoff(Duration first, Duration longest) {

  private static final Duration MOST_JITTER_AFTER_PROVIDER = Duration.ofSeconds(1);

  /**
   * The wait after a failed attempt.
   *
   * @param attempt which attempt failed, from 1
   * @param providers how long the provider asked to wait: never less than that, and at most a tenth
   *     or a second more; null when it did not ask
   */
  Duration after(int attempt, @Nullable Duration providers, RandomGenerator random) {
    if (providers != null) {
      long jitter = Math.min(providers.toMillis() / 10, MOST_JITTER_AFTER_PROVIDER.toMillis());
      return providers.plusMillis(random.nextLong(jitter + 1));
    }
    return Duration.ofMillis(random.nextLong(bound(attempt).toMillis() + 1));
  }

  /** The longest wait after this attempt. */
  Duration bound(int attempt) {
    int doublings = Math.min(attempt - 1, 40);
    long millis = first.toMillis();
    return millis > longest.toMillis() >> doublings
        ? longest
        : Duration.ofMillis(millis << doublings);
  }
}
