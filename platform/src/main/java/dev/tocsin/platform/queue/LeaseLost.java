package dev.tocsin.platform.queue;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The row is no longer this worker's: its lease ran out and another worker claimed it, or it was
 * cancelled or finished meanwhile. The caller's transaction must roll back, and the job is not
 * tried again on this account.
 */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost(String table, Collection<Job> jobs) {
    super(
        jobs.stream()
            .limit(5)
            .map(job -> job.id() + " (fence " + job.fence() + ")")
            .collect(
                Collectors.joining(
                    ", ", table + ": another worker has, or somebody finished or cancelled, ", "")),
        null,
        false,
        false);
  }

  /** Whether this failure comes from a lost lease. */
  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LeaseLost) {
        return true;
      }
    }
    return false;
  }
}
