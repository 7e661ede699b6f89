package dev.tocsin.identity.feed;

import dev.tocsin.identity.retention.OldRows;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fetches calendars that are due, on whichever replica comes first. A calendar is always due again.
 */
@Singleton
class FeedWorker {

  private static final int AFTER_MIGRATIONS = 5_000;
  private static final int AT_ONCE = 8;

  private final WorkQueues queues;
  private final Database database;
  private final Refresh refresh;
  private final OldRows oldRows;
  private final FeedConfig config;
  private @Nullable WorkQueue queue;

  FeedWorker(
      WorkQueues queues,
      @ServiceDatabase("identity") Database database,
      Refresh refresh,
      OldRows oldRows,
      FeedConfig config) {
    this.queues = queues;
    this.database = database;
    this.refresh = refresh;
    this.oldRows = oldRows;
    this.config = config;
  }

  void start(@Observes @Priority(AFTER_MIGRATIONS) StartupEvent event) {
    QueueSpec spec =
        new QueueSpec(
            "identity",
            FeedStore.TABLE,
            FeedStore.QUEUE,
            AT_ONCE,
            AT_ONCE,
            config.timeout().multipliedBy(4).plus(Duration.ofSeconds(30)),
            Integer.MAX_VALUE,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            config.poll());
    queue = queues.start(database, spec, this::fetch);
  }

  /** The running queue, for tests that step it. */
  WorkQueue queue() {
    return Objects.requireNonNull(queue, "the queue of calendars has not started");
  }

  /** The row says itself when it is due again; one that is gone needs nothing. */
  private Uni<Outcome> fetch(Job job) {
    oldRows.sweepNowAndThen(job.tenant());
    return refresh
        .of(job.tenant(), job.id())
        .onFailure(NotFound.class)
        .recoverWithNull()
        .replaceWith(new Outcome.Handled());
  }
}
