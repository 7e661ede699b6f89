package dev.tocsin.platform.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the handling of a job ended. */
public sealed interface Outcome {

  /** It is done: the row gets this state and leaves the queue. */
  record Done(String state) implements Outcome {}

  /**
   * It failed and shall be tried again, unless the attempts are used up: then it is dead.
   *
   * @param error why, for the row's {@code last_error}; no secret and nobody's address
   * @param after how long the provider asked us to wait (Retry-After); null for our own backoff
   */
  record Retry(String error, @Nullable Duration after) implements Outcome {

    /** A failure to be tried again after our own backoff. */
    public Retry(String error) {
      this(error, null);
    }
  }

  /** It can never succeed: a dead letter, to be looked at and requeued by hand. */
  record Dead(String error) implements Outcome {}

  /** The handler finished the row itself, in its own transaction, by {@link WorkQueue#finish}. */
  record Handled() implements Outcome {}
}
