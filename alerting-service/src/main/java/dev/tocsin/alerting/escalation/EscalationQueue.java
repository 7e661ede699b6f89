package dev.tocsin.alerting.escalation;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.Reservation;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The queue of planned steps, worked in every process of alerting-service. */
@Singleton
public class EscalationQueue {

  private volatile @Nullable WorkQueue queue;

  void start(
      @Observes StartupEvent started,
      WorkQueues queues,
      @ServiceDatabase("alerting") Database database,
      EscalationConfig config,
      EscalationWorker worker) {
    QueueSpec spec =
        new QueueSpec(
            "alerting",
            "escalation_step",
            "step",
            config.batch(),
            config.concurrency(),
            config.lease(),
            // A page is never given up: silence is the one outcome that is not acceptable.
            Integer.MAX_VALUE,
            config.firstBackoff(),
            config.maxBackoff(),
            config.poll());
    queue = queues.startBatches(database, spec, worker::handle);
  }

  /**
   * Steps were committed that are due then: they are fired promptly, without waiting for the poll.
   */
  public void wakeAt(Instant due) {
    WorkQueue running = queue;
    if (running == null) {
      return;
    }
    running.wakeAt(due);
  }

  /** Places for steps that are due when they are inserted; begin or give back after the commit. */
  public Reservation reserve() {
    WorkQueue running = queue;
    return running == null ? Reservation.none() : running.reserve();
  }

  /** Steps were committed that are due now. */
  public void wake() {
    WorkQueue running = queue;
    if (running != null) {
      running.wake();
    }
  }
}
