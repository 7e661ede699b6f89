package dev.tocsin.alerting.outbox;

import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.message.GroupViews;
import dev.tocsin.alerting.retention.OldAlerts;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells one message to the service that it is for, after every earlier message of its group has
 * been told.
 */
@Singleton
class OutboxWorker {

  private static final Duration TURN_AT_LEAST = Duration.ofMillis(100);
  private static final Duration TURN_AT_MOST = Duration.ofSeconds(10);

  private static final String SELECT =
      """
      SELECT o.queue, o.idempotency_key, o.group_id, o.payload, EXISTS (SELECT 1 FROM alerting.outbox e
        WHERE e.tenant_id = o.tenant_id AND e.group_id = o.group_id AND e.queue = o.queue
          AND e.state = 'pending' AND e.id < o.id) AS waits
      FROM alerting.outbox o WHERE o.id = $1 AND o.state || '' = 'pending'\
      """;

  private final Database database;
  private final Teller teller;
  private final OldAlerts old;

  OutboxWorker(@ServiceDatabase("alerting") Database database, Teller teller, OldAlerts old) {
    this.database = database;
    this.teller = teller;
    this.old = old;
  }

  /**
   * A message as it is told.
   *
   * @param waits is an earlier message of its group still to be told?
   * @param group as it stands; null when it does not exist any more
   */
  record Due(UUID tenant, Message message, boolean waits, @Nullable GroupView group) {}

  Uni<Outcome> handle(Job job) {
    old.sweepNowAndThen(job.tenant());
    return database
        .inTenantByKeys(job.tenant(), tx -> load(tx, job))
        .chain(
            due -> {
              if (due.isEmpty()) {
                return Uni.createFrom().item(new Outcome.Handled());
              }
              if (due.get().waits()) {
                return Uni.createFrom()
                    .item(
                        new Outcome.Retry(
                            "an earlier message of the group is not told", turn(job)));
              }
              return tell(due.get());
            });
  }

  private Uni<Outcome> tell(Due due) {
    if (due.group() == null) {
      return Uni.createFrom().item(new Outcome.Dead("the group does not exist any more"));
    }
    Failpoint.hit("outbox.before_send");
    return teller
        .tell(due, due.group())
        .invoke(() -> Failpoint.hit("outbox.after_send"))
        .chain(said -> enter(due, said).replaceWith((Outcome) new Outcome.Done("told")))
        // Another body under the key: an earlier attempt was taken, and what it told has changed
        // since.
        .onFailure(Conflict.class)
        .recoverWithItem(new Outcome.Done("told"))
        .onFailure(Unavailable.class)
        .recoverWithItem(failure -> new Outcome.Retry(((Unavailable) failure).explanation()))
        .onFailure(OutboxWorker::isForGood)
        .recoverWithUni(failure -> refused(due, (TocsinException) failure));
  }

  private Uni<Outcome> refused(Due due, TocsinException failure) {
    String kind = due.message().payload().getString("kind", "");
    Optional<Reason> reason =
        kind.equals("open_ticket")
            ? Optional.of(
                new Reason(
                    "ticket_not_opened",
                    "No ticket was opened: " + failure.explanation(),
                    Map.of("provider_id", due.message().payload().getString("provider_id", ""))))
            : Optional.empty();
    return enter(due, reason).replaceWith(new Outcome.Dead(failure.explanation()));
  }

  private Uni<Void> enter(Due due, Optional<Reason> reason) {
    if (reason.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var now = database.clock().now();
    return database.inTenantByKeys(
        due.tenant(),
        tx ->
            Timeline.add(
                tx,
                due.tenant(),
                now,
                List.of(Timeline.ofGroup(now, due.message().group(), Actor.SYSTEM, reason.get()))));
  }

  private static Uni<Optional<Due>> load(io.vertx.mutiny.sqlclient.SqlConnection tx, Job job) {
    return tx.preparedQuery(SELECT)
        .execute(Tuple.of(job.id()))
        .chain(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return Uni.createFrom().item(Optional.empty());
              }
              Row row = rows.iterator().next();
              UUID group = row.getUUID("group_id");
              JsonObject payload = row.getJsonObject("payload");
              Message message =
                  new Message(
                      row.getString("queue"), row.getString("idempotency_key"), group, payload);
              return GroupViews.load(tx, List.of(group))
                  .map(
                      views ->
                          Optional.of(
                              new Due(
                                  job.tenant(),
                                  message,
                                  row.getBoolean("waits"),
                                  views.get(group))));
            });
  }

  private static boolean isForGood(Throwable failure) {
    return failure instanceof Invalid
        || failure instanceof NotFound
        || failure instanceof Precondition;
  }

  private static Duration turn(Job job) {
    Duration wait = TURN_AT_LEAST.multipliedBy(1L << Math.min(job.attempt(), 10));
    return wait.compareTo(TURN_AT_MOST) > 0 ? TURN_AT_MOST : wait;
  }
}
