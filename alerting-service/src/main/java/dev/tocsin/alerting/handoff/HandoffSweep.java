package dev.tocsin.alerting.handoff;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the hand-offs ahead of each schedule that wants notices or drills, and writes what is
 * due at them as rows. The settings of a schedule are its row in the queue; looking again finds the
 * same and changes nothing.
 */
@Singleton
class HandoffSweep {

  /** As many as identity-service works out at once. */
  private static final int BATCH = 50;

  private final Database database;
  private final Shifts shifts;
  private final HandoffConfig config;
  private final HandoffWorker worker;
  private volatile @Nullable WorkQueue queue;

  HandoffSweep(
      @ServiceDatabase("alerting") Database database,
      Shifts shifts,
      HandoffConfig config,
      HandoffWorker worker) {
    this.database = database;
    this.shifts = shifts;
    this.config = config;
    this.worker = worker;
  }

  void start(@Observes StartupEvent started, WorkQueues queues) {
    QueueSpec spec =
        new QueueSpec(
            "alerting",
            "handoff_setting",
            "handoff_setting",
            BATCH,
            BATCH,
            Duration.ofMinutes(1),
            // Given up, nobody would ever be told again.
            Integer.MAX_VALUE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    queue = queues.startBatches(database, spec, this::sweep);
  }

  /** Settings were committed. */
  void wake() {
    WorkQueue running = queue;
    if (running != null) {
      running.wake();
    }
  }

  private Uni<Map<Job, Outcome>> sweep(UUID tenant, List<Job> jobs) {
    Instant now = database.clock().now();
    List<UUID> schedules = jobs.stream().map(Job::id).toList();
    return database
        .inTenant(tenant, tx -> HandoffRows.rules(tx, tenant, schedules))
        .chain(rules -> sweep(tenant, jobs, rules, now))
        .map(
            _ -> {
              Map<Job, Outcome> outcomes = new HashMap<>();
              jobs.forEach(job -> outcomes.put(job, new Outcome.Handled()));
              return outcomes;
            });
  }

  private Uni<Void> sweep(UUID tenant, List<Job> jobs, Map<UUID, HandoffRules> rules, Instant now) {
    if (rules.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Duration furthest =
        rules.values().stream()
            .map(HandoffRules::before)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return shifts
        .changes(
            tenant,
            rules.keySet(),
            now.minus(config.latest()),
            now.plus(furthest).plus(ahead()).plusSeconds(1))
        .chain(found -> database.inTenant(tenant, tx -> write(tx, tenant, jobs, rules, found, now)))
        .invoke(worker::wake);
  }

  private Uni<Void> write(
      SqlConnection tx,
      UUID tenant,
      List<Job> jobs,
      Map<UUID, HandoffRules> rules,
      Map<UUID, Shifts.Rota> found,
      Instant now) {
    List<Handoff> due = new ArrayList<>();
    Uni<Void> forgotten = Uni.createFrom().voidItem();
    for (HandoffRules each : rules.values()) {
      Shifts.Rota rota = found.get(each.schedule());
      if (rota == null) {
        forgotten = forgotten.chain(() -> HandoffRows.forget(tx, tenant, each.schedule()));
      } else if (each.isOn()) {
        due.addAll(DueHandoffs.of(each, rota.changes(), now, config.latest(), ahead()));
      }
    }
    return forgotten
        .chain(() -> HandoffRows.add(tx, tenant, due, now))
        .chain(() -> HandoffRows.again(tx, tenant, Set.copyOf(jobs), now.plus(config.sweep())));
  }

  /** Until the sweep after the next one, should the next be late. */
  private Duration ahead() {
    return config.sweep().multipliedBy(3);
  }
}
