package dev.tocsin.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is written to a job's row after an attempt.
 *
 * @param state the row's new state; {@link #PENDING} leaves it in the queue
 * @param dueAt when it is due again; null when it left the queue
 * @param error how the attempt failed; null when it did not
 */
record Settlement(Job job, String state, @Nullable Instant dueAt, @Nullable String error) {

  static final String PENDING = "pending";
  static final String DEAD = "dead";
  private static final int LONGEST_ERROR = 2000;

  Settlement {
    error = error == null ? null : storable(error);
  }

  static Settlement done(Job job, String state) {
    return new Settlement(job, state, null, null);
  }

  static Settlement dead(Job job, String error) {
    return new Settlement(job, DEAD, null, error);
  }

  /** Another attempt after the backoff, or death when this was the last. */
  static Settlement retry(
      Job job,
      String error,
      @Nullable Duration providers,
      QueueSpec spec,
      Instant now,
      RandomGenerator random) {
    if (job.attempt() >= spec.maxAttempts()) {
      return dead(job, error);
    }
    Backoff backoff = new Backoff(spec.firstBackoff(), spec.maxBackoff());
    Instant due = now.plus(backoff.after(job.attempt(), providers, random));
    return new Settlement(job, PENDING, due, error);
  }

  /** PostgreSQL's text takes no NUL. */
  private static String storable(String error) {
    String clean = error.replace('\0', ' ');
    return clean.length() <= LONGEST_ERROR ? clean : clean.substring(0, LONGEST_ERROR - 1) + "…";
  }
}
