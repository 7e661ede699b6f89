package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Deeds.Applied;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that somebody puts off: acknowledged for a while, and paged anew when it is over. Its end
 * is a row with a due time, worked in every process of alerting-service; whether there is still
 * anything to end, the group says when the time has come.
 */
@Singleton
public class Snoozes {

  private static final String UNTIL =
      """
      INSERT INTO alerting.snooze AS s (tenant_id, id, due_at, created_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (tenant_id, id) DO UPDATE SET due_at = excluded.due_at, state = 'pending', attempts = 0,
        fence = s.fence + 1, lease_until = NULL, finished_at = NULL\
      """;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Database database;
  private final Deeds deeds;
  private final SnoozeEnd end;
  private final Wakes wakes;
  private final SnoozeConfig config;
  private volatile @Nullable WorkQueue queue;

  Snoozes(
      @ServiceDatabase("alerting") Database database,
      Deeds deeds,
      SnoozeEnd end,
      Wakes wakes,
      SnoozeConfig config) {
    this.database = database;
    this.deeds = deeds;
    this.end = end;
    this.wakes = wakes;
    this.config = config;
  }

  void start(@Observes StartupEvent started, WorkQueues queues) {
    QueueSpec usual = QueueSpec.of("alerting", "snooze", "snooze");
    QueueSpec spec =
        new QueueSpec(
            usual.schema(),
            usual.table(),
            usual.queue(),
            usual.batch(),
            usual.concurrency(),
            usual.lease(),
            // Given up, a page would never come.
            Integer.MAX_VALUE,
            usual.firstBackoff(),
            Duration.ofSeconds(10),
            config.poll());
    queue = queues.start(database, spec, this::over);
  }

  /**
   * Puts the alert's group off for a while. Fails with {@code NotFound}, and with {@link Invalid}
   * when the while is none or too long.
   */
  public Uni<Done> snooze(Caller by, UUID alert, Duration length, String note) {
    Instant asked = database.clock().now();
    return snoozeUntil(by, alert, asked, asked.plus(length), "duration", note);
  }

  /** The same until an instant. */
  public Uni<Done> snooze(Caller by, UUID alert, Instant until, String note) {
    return snoozeUntil(by, alert, database.clock().now(), until, "end_time", note);
  }

  private Uni<Done> snoozeUntil(
      Caller by, UUID alert, Instant asked, Instant until, String field, String note) {
    if (until.isBefore(asked.plus(SHORTEST))) {
      throw Invalid.field(field, "must lie at least a second ahead");
    }
    if (until.isAfter(asked.plus(config.longest()).plus(SHORTEST))) {
      throw Invalid.field(
          field, "lies further away than " + config.longest() + ", the longest that is allowed");
    }
    return deeds
        .onAlert(
            Deed.onAlert(by, "snooze", alert),
            (tx, deed, group, now) -> {
              Change change = Changes.snooze(group, alert, until, deed.actor(), note, now);
              Uni<Applied> applied = deeds.apply(tx, deed, group, change, now);
              return change instanceof Change.Effective
                  ? applied.call(() -> wakeAt(tx, deed.tenant(), group.id(), until, now))
                  : applied;
            })
        .invoke(() -> wakeAt(until));
  }

  private static Uni<Void> wakeAt(
      SqlConnection tx, UUID tenant, UUID group, Instant until, Instant now) {
    return tx.preparedQuery(UNTIL)
        .execute(
            Tuple.of(tenant, group, until.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private void wakeAt(Instant until) {
    WorkQueue running = queue;
    if (running != null) {
      running.wakeAt(until);
    }
  }

  private Uni<Outcome> over(Job job) {
    Instant now = database.clock().now();
    return database
        .inTenant(
            job.tenant(),
            tx -> end.of(tx, job, now).invoke(() -> Failpoint.hit("snooze.before_commit")))
        .invoke(
            ended -> {
              Failpoint.hit("snooze.after_commit");
              if (ended) {
                wakes.stepsAt(now);
                wakes.outbox();
                wakes.timeline(job.tenant());
              }
            })
        .replaceWith(new Outcome.Handled());
  }
}
