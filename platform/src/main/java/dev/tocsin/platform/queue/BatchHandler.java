package dev.tocsin.platform.queue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Does the work of several jobs of one tenant together, where one statement or one call can serve
 * many. The rules of {@link JobHandler} hold.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Does the work. A job without an outcome in the answer, and every job when the answer is a
   * failure, counts as {@link Outcome.Retry}, save after {@link LeaseLost}: then all are left to
   * whoever holds them, or to the end of their leases.
   */
  Uni<Map<Job, Outcome>> handle(UUID tenant, List<Job> jobs);
}
