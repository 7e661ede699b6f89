package dev.tocsin.platform.queue;

import dev.tocsin.platform.db.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Starts the work queues of this process, and stops them with it. */
@ApplicationScoped
public class WorkQueues {

  /** Starts working a queue, each job by itself; call it at start, after the migrations. */
  public WorkQueue start(Database db, QueueSpec spec, JobHandler handler) {
    throw new UnsupportedOperationException();
  }

  /** Starts working a queue, the jobs of one claim and tenant together. */
  public WorkQueue startBatches(Database db, QueueSpec spec, BatchHandler handler) {
    throw new UnsupportedOperationException();
  }
}
