package dev.tocsin.platform.queue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** One running work queue. */
public final class WorkQueue {

  WorkQueue() {}

  /** Claims one batch of what is due at {@code now} and handles it to the end; for tests. */
  public Uni<Integer> runOnce(Instant now) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says that rows were added and committed: this process looks at once, other replicas within
   * milliseconds. Costs nothing on the caller's transaction.
   */
  public void wake() {
    throw new UnsupportedOperationException();
  }

  /** Has this process look at that time, for a row that is due between two polls. */
  public void wakeAt(Instant due) {
    throw new UnsupportedOperationException();
  }

  /** Finishes a job's row in the handler's own transaction. */
  public Uni<Void> finish(SqlConnection tx, Job job, String state) {
    return finish(tx, List.of(job), state);
  }

  /** Finishes the rows of several jobs of one tenant in the handler's own transaction. */
  public Uni<Void> finish(SqlConnection tx, Collection<Job> jobs, String state) {
    throw new UnsupportedOperationException();
  }

  /** The tenant's dead letters, the latest first. */
  public Uni<List<DeadLetter>> deadLetters(UUID tenant, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Puts a dead letter back into the queue, due now, with its attempts counted afresh. */
  public Uni<Boolean> requeue(UUID tenant, UUID id) {
    throw new UnsupportedOperationException();
  }
}
