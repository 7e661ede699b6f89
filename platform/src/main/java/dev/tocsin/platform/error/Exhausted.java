package dev.tocsin.platform.error;

import java.time.Duration;

/** A limit is used up; the message names the limit and its number. */
public final class Exhausted extends TocsinException {
  private final Duration retryAfter;

  /**
   * @param retryAfter when it is worth trying again; zero when waiting does not help
   */
  public Exhausted(String message, Duration retryAfter) {
    super(message, null);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
