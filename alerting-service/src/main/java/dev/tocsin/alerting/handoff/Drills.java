package dev.tocsin.alerting.handoff;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins drills, and keeps the queue in which they are seen to their end. */
@Singleton
class Drills {

  private final Database database;
  private final DrillWorker worker;
  private volatile @Nullable WorkQueue queue;

  Drills(@ServiceDatabase("alerting") Database database, DrillWorker worker) {
    this.database = database;
    this.worker = worker;
  }

  void start(@Observes StartupEvent started, WorkQueues queues) {
    QueueSpec spec =
        new QueueSpec(
            "alerting",
            "drill",
            "drill",
            100,
            16,
            Duration.ofMinutes(1),
            // Given up, its alert would stay open.
            Integer.MAX_VALUE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
    queue = queues.start(database, spec, worker::handle);
  }

  /** Begins the drill of a hand-off, unless one of the person is running already. */
  Uni<Void> begin(UUID tenant, UUID id, HandoffRules rules, UUID person) {
    Instant now = database.clock().now();
    Drill drill = Drill.begin(id, Optional.of(rules.schedule()), person, rules.within(), now);
    return database
        .inTenant(tenant, tx -> DrillRows.add(tx, tenant, drill))
        .invoke(this::wake)
        .replaceWithVoid();
  }

  /** Rows were committed. */
  void wake() {
    WorkQueue running = queue;
    if (running != null) {
      running.wake();
    }
  }
}
