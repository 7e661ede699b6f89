package dev.tocsin.e2e.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for something to become true, by asking. */
public final class Wait {
  private Wait() {}

  /**
   * Asks until there is an answer.
   *
   * @throws AssertionError with the words of {@code otherwise} when there is none in time
   */
  public static <T> T until(
      Duration patience, Supplier<Optional<T>> question, Supplier<String> otherwise) {
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
