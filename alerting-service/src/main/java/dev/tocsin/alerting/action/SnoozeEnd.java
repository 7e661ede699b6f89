package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.escalation.Restart;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends a snooze, in one transaction: the group is open again and its escalation begins anew. */
@Singleton
class SnoozeEnd {

  private static final String DONE =
      """
      UPDATE alerting.snooze SET state = 'done', finished_at = $2 WHERE id = $1 AND fence = $3 AND state = 'pending'\
      """;

  private static final String NOT_YET =
      """
      UPDATE alerting.snooze SET due_at = $2, lease_until = NULL WHERE id = $1 AND fence = $3 AND state = 'pending'\
      """;

  /**
   * Ends it, if the group is still snoozed by then; a snooze that goes on by this clock stays due
   * at its end.
   *
   * @return whether anything changed
   */
  Uni<Boolean> of(SqlConnection tx, Job job, Instant now) {
    UUID id = job.id();
    // The group first, as everybody who snoozes it locks it before the row of its snooze.
    return GroupStore.lock(tx, id)
        .chain(
            group ->
                group
                    .flatMap(SnoozeEnd::until)
                    .filter(until -> until.isAfter(now))
                    .map(until -> set(tx, NOT_YET, job, until).replaceWith(false))
                    .orElseGet(() -> over(tx, job, group, now)));
  }

  private static Optional<Instant> until(Group group) {
    return group.standing() instanceof Acknowledged taken ? taken.until() : Optional.empty();
  }

  private static Uni<Boolean> over(SqlConnection tx, Job job, Optional<Group> group, Instant now) {
    return set(tx, DONE, job, now)
        .chain(
            ours -> {
              if (!ours || group.isEmpty()) {
                return Uni.createFrom().item(false);
              }
              return Changes.wakeUp(group.get(), now)
                  .map(change -> wakeUp(tx, job.tenant(), group.get(), change, now))
                  .orElseGet(() -> Uni.createFrom().item(false));
            });
  }

  /** Writes the row of the snooze; answers whether it was still ours. */
  private static Uni<Boolean> set(SqlConnection tx, String statement, Job job, Instant at) {
    return tx.preparedQuery(statement)
        .execute(Tuple.of(job.id(), at.atOffset(ZoneOffset.UTC), job.fence()))
        .map(rows -> rows.rowCount() > 0);
  }

  private static Uni<Boolean> wakeUp(
      SqlConnection tx, UUID tenant, Group group, Change.Effective change, Instant now) {
    return GroupStore.changeAlerts(tx, change.alerts(), change.to())
        .chain(() -> GroupStore.changeGroup(tx, group.id(), change.to()))
        .chain(
            () ->
                Restart.again(
                    tx, tenant, group.id(), group.policy(), group.route(), "snooze_over", now))
        .chain(
            () ->
                Timeline.add(
                    tx,
                    tenant,
                    now,
                    List.of(Timeline.ofGroup(now, group.id(), Actor.SYSTEM, change.reason()))))
        .chain(
            () ->
                Outbox.add(
                    tx, tenant, now, List.of(Message.reopened(group.id(), Actor.SYSTEM, now))))
        .replaceWith(true);
  }
}
