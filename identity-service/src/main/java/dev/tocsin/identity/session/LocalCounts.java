package dev.tocsin.identity.session;

import dev.tocsin.platform.time.TocsinClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attempts counted in this process, while Redis cannot. Keeps the ten thousand latest. */
final class LocalCounts {

  private static final int MOST_KEPT = 10_000;

  private record Window(int attempts, Instant end) {}

  private final TocsinClock clock;
  private final Duration length;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_KEPT;
        }
      };

  LocalCounts(TocsinClock clock, Duration length) {
    this.clock = clock;
    this.length = length;
  }

  /** Counts one; how long to wait comes back, zero when it is within the limit. */
  synchronized Duration count(String key, int most) {
    Instant now = clock.now();
    Window before = windows.get(key);
    Window window =
        before == null || !now.isBefore(before.end())
            ? new Window(1, now.plus(length))
            : new Window(before.attempts() + 1, before.end());
    windows.put(key, window);
    return window.attempts() <= most ? Duration.ZERO : Duration.between(now, window.end());
  }

  synchronized void takeBack(String key) {
    windows.computeIfPresent(
        key, (same, window) -> new Window(window.attempts() - 1, window.end()));
  }

  synchronized void forget(String key) {
    windows.remove(key);
  }
}
