package dev.tocsin.platform.queue;

import io.smallrye.mutiny.Uni;

/**
 * Does the work of one job. It is called on a duplicated Vert.x context of its own, and may be
 * called again for a job that it had done already: after a crash before the row was finished.
 */
@FunctionalInterface
public interface JobHandler {

  /** Does the work. A failure counts as {@link Outcome.Retry}, save {@link LeaseLost}. */
  Uni<Outcome> handle(Job job);
}
