package dev.tocsin.alerting.action;

import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Runs what somebody does to a group: one transaction that locks the group first, and what follows
 * the commit.
 */
@Singleton
class Deeds {

  private static final int DEADLOCK_RETRIES = 3;

  private final Database database;
  private final Wakes wakes;
  private final ActionMetrics metrics;
  private final AuditTrail audit;

  Deeds(
      @ServiceDatabase("alerting") Database database,
      Wakes wakes,
      ActionMetrics metrics,
      AuditTrail audit) {
    this.database = database;
    this.wakes = wakes;
    this.metrics = metrics;
    this.audit = audit;
  }

  /** Makes a change true, with all that follows from it for steps, timeline and other services. */
  Uni<Applied> apply(SqlConnection tx, Deed deed, Group group, Change change, Instant now) {
    UUID alert = deed.alert(group);
    return switch (change) {
      case Change.None none ->
          Uni.createFrom()
              .item(new Applied(new Done(alert, none.outcome(), none.reason()), () -> {}));
      case Change.Effective effect ->
          GroupStore.changeAlerts(tx, effect.alerts(), effect.to())
              .chain(() -> changeGroup(tx, deed, group, effect, now))
              .chain(
                  () ->
                      Timeline.add(tx, deed.tenant(), now, List.of(told(deed, group, effect, now))))
              .chain(() -> audited(tx, deed, detail(group, effect)))
              .invoke(() -> Failpoint.hit("ack.before_commit"))
              .replaceWith(
                  new Applied(
                      new Done(alert, Outcome.CHANGED, effect.reason()),
                      () -> metrics.changed(deed.tenant(), group, effect, deed.actor(), now)));
    };
  }

  private static Entry told(Deed deed, Group group, Change.Effective effect, Instant now) {
    return effect.group().isPresent() || effect.alerts().size() != 1
        ? Timeline.ofGroup(now, group.id(), deed.actor(), effect.reason())
        : Timeline.ofAlert(
            now, group.id(), effect.alerts().getFirst(), deed.actor(), effect.reason());
  }

  /** Records it in the audit log. */
  Uni<Void> audited(SqlConnection tx, Deed deed, Map<String, Object> detail) {
    return audit.record(tx, deed.by(), deed.action(), deed.resource(), detail);
  }

  private static Map<String, Object> detail(Group group, Change.Effective effect) {
    return Map.of(
        "group_id",
        group.id().toString(),
        "state",
        effect.to().state().toString(),
        "alerts",
        effect.alerts().size());
  }

  private static Uni<Void> changeGroup(
      SqlConnection tx, Deed deed, Group group, Change.Effective effect, Instant now) {
    if (effect.group().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Standing to = effect.group().get();
    return GroupStore.changeGroup(tx, group.id(), to)
        .chain(() -> GroupStore.cancelSteps(tx, group.id(), now))
        .chain(() -> Outbox.add(tx, deed.tenant(), now, messages(deed, group, to, now)));
  }

  private static List<Message> messages(Deed deed, Group group, Standing to, Instant now) {
    return switch (to) {
      case Open _ when group.standing() instanceof Acknowledged ->
          List.of(Message.reopened(group.id(), deed.actor(), now));
      case Open _ -> List.of();
      case Acknowledged taken when taken.until().isPresent() ->
          Message.snoozed(group.id(), taken.by(), taken.until().get(), now);
      case Acknowledged taken -> Message.changed(group.id(), to.state(), taken.by(), now);
      case Resolved over -> Message.changed(group.id(), to.state(), over.by(), now);
    };
  }

  /** Does something to the group of an alert. Fails with {@code NotFound}. */
  Uni<Done> onAlert(Deed deed, Action action) {
    return transaction(
        deed.tenant(),
        tx ->
            groupOf(tx, deed.id())
                .chain(group -> GroupStore.lock(tx, group))
                .map(
                    group -> group.orElseThrow(() -> Gone.alert(deed.id(), database.clock().now())))
                .chain(group -> action.on(tx, deed, group, database.clock().now())));
  }

  /** Does something to a group. Fails with {@code NotFound}. */
  Uni<Done> onGroup(Deed deed, Action action) {
    return transaction(
        deed.tenant(),
        tx ->
            GroupStore.lock(tx, deed.id())
                .map(
                    locked ->
                        locked.orElseThrow(() -> Gone.group(deed.id(), database.clock().now())))
                .chain(locked -> action.on(tx, deed, locked, database.clock().now())));
  }

  /** The group of an alert. Fails with {@code NotFound}. */
  Uni<UUID> groupOf(SqlConnection tx, UUID alert) {
    return GroupStore.groupOf(tx, alert)
        .map(group -> group.orElseThrow(() -> Gone.alert(alert, database.clock().now())));
  }

  private Uni<Done> transaction(UUID tenant, Function<SqlConnection, Uni<Applied>> work) {
    return database
        .inTenant(tenant, work)
        // Ingest locks alerts before their group; the database breaks the tie.
        .onFailure(SqlViolations.deadlock())
        .retry()
        .atMost(DEADLOCK_RETRIES)
        .invoke(
            applied -> {
              Failpoint.hit("ack.after_commit");
              applied.committed().run();
              if (applied.done().outcome() == Outcome.CHANGED) {
                wakes.outbox();
                wakes.timeline(tenant);
              }
            })
        .map(Applied::done);
  }

  /** What is done to a locked group. */
  interface Action {
    Uni<Applied> on(SqlConnection tx, Deed deed, Group group, Instant now);
  }

  /**
   * What was done in a transaction.
   *
   * @param committed to be run after the commit
   */
  record Applied(Done done, Runnable committed) {}
}
