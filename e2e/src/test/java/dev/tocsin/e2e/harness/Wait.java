package dev.tocsin.e2e.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for something to become true, by asking. However little patience a scenario has, it gets
 * {@link #PATIENCE}: what takes a blink on an idle machine takes long on a loaded one, and who gets
 * an answer waits no longer for it.
 */
public final class Wait {
  /** How long to wait at least before something that must come is given up. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Wait() {}

  /** The patience asked for, or the usual one when that is more. */
  static Duration atLeastUsual(Duration patience) {
    return patience.compareTo(PATIENCE) > 0 ? patience : PATIENCE;
  }

  /** Asks, with the usual patience, until there is an answer. */
  public static <T> T until(Supplier<Optional<T>> question, Supplier<String> otherwise) {
    return until(PATIENCE, question, otherwise);
  }

  /** Asks, with the usual patience, until it is so. */
  public static void untilTrue(Supplier<Boolean> question, Supplier<String> otherwise) {
    untilTrue(PATIENCE, question, otherwise);
  }

  /**
   * Asks until there is an answer.
   *
   * @param least how long at least
   * @throws AssertionError with the words of {@code otherwise} when there is none in time
   */
  public static <T> T until(
      Duration least, Supplier<Optional<T>> question, Supplier<String> otherwise) {
    Duration patience = atLeastUsual(least);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise.get() + " (waited " + patience + ")");
      }
      pause(Duration.ofMillis(40));
    }
  }

  /** Asks until it is so. */
  public static void untilTrue(
      Duration patience, Supplier<Boolean> question, Supplier<String> otherwise) {
    until(patience, () -> question.get() ? Optional.of(true) : Optional.empty(), otherwise);
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
