package dev.tocsin.alerting.outbox;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The queues of the outbox, worked in every process of alerting-service: one for each service that
 * is told.
 */
@Singleton
public class OutboxQueues {

  private volatile List<WorkQueue> running = List.of();

  void start(
      @Observes StartupEvent started,
      WorkQueues queues,
      @ServiceDatabase("alerting") Database database,
      OutboxConfig config,
      OutboxWorker worker) {
    running =
        List.of(Message.NOTIFICATION, Message.TICKET).stream()
            .map(queue -> queues.start(database, spec(queue, config), worker::handle))
            .toList();
  }

  /** Messages were committed: they are told at once, without waiting for the poll. */
  public void wake() {
    running.forEach(WorkQueue::wake);
  }

  /** Messages were committed that may wait for what is sent to people. */
  public void wakeAt(Instant then) {
    running.forEach(queue -> queue.wakeAt(then));
  }

  private static QueueSpec spec(String queue, OutboxConfig config) {
    return new QueueSpec(
        "alerting",
        "outbox",
        queue,
        config.concurrency(),
        config.concurrency(),
        config.lease(),
        config.maxAttempts(),
        config.firstBackoff(),
        config.maxBackoff(),
        config.poll());
  }
}
