package dev.tocsin.alerting.action;

import dev.tocsin.alerting.escalation.NextStep;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.fault.Failpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What people do with alerts, each in one transaction that locks the group first: the change of
 * state, the end of the escalation, the timeline, and what the other services must be told. After
 * the commit no further step fires.
 */
@ApplicationScoped
public class AlertActions {

  private static final int DEADLOCK_RETRIES = 3;

  private final Database database;
  private final NextStep nextStep;
  private final Wakes wakes;
  private final ActionMetrics metrics;

  AlertActions(
      @ServiceDatabase("alerting") Database database,
      NextStep nextStep,
      Wakes wakes,
      ActionMetrics metrics) {
    this.database = database;
    this.nextStep = nextStep;
    this.wakes = wakes;
    this.metrics = metrics;
  }

  /** Takes the alert and its whole group. Fails with {@code NotFound}. */
  public Uni<Done> acknowledge(UUID tenant, UUID alert, Actor by, String note) {
    return onAlert(
        tenant,
        alert,
        (tx, group) -> {
          Instant now = database.clock().now();
          Change change = Changes.acknowledge(group, Optional.of(alert), by, note, now);
          return apply(tx, tenant, group, alert, by, change, now);
        });
  }

  /** Takes the group as a whole. Fails with {@code NotFound}. */
  public Uni<Done> acknowledgeGroup(UUID tenant, UUID group, Actor by, String note) {
    return onGroup(
        tenant,
        group,
        (tx, locked) -> {
          Instant now = database.clock().now();
          Change change = Changes.acknowledge(locked, Optional.empty(), by, note, now);
          return apply(tx, tenant, locked, first(locked), by, change, now);
        });
  }

  /** Ends the alert, and its group with the last. Fails with {@code NotFound}. */
  public Uni<Done> resolve(UUID tenant, UUID alert, Actor by, String note) {
    return onAlert(
        tenant,
        alert,
        (tx, group) -> {
          Instant now = database.clock().now();
          Change change = Changes.resolve(group, alert, by, note, now);
          return apply(tx, tenant, group, alert, by, change, now);
        });
  }

  /** Ends every alert of the group. Fails with {@code NotFound}. */
  public Uni<Done> resolveGroup(UUID tenant, UUID group, Actor by, String note) {
    return onGroup(
        tenant,
        group,
        (tx, locked) -> {
          Instant now = database.clock().now();
          Change change = Changes.resolveAll(locked, by, note, now);
          return apply(tx, tenant, locked, first(locked), by, change, now);
        });
  }

  /**
   * Fires the next step of the group's escalations now. Fails with {@code NotFound}, and with
   * {@code Precondition} when it is resolved or nothing could fire.
   */
  public Uni<Done> escalate(UUID tenant, UUID alert, Actor by) {
    return onAlert(tenant, alert, (tx, group) -> escalate(tx, tenant, group, alert, by))
        .invoke(() -> wakes.stepsAt(database.clock().now()));
  }

  /** Writes a note on the timeline. Fails with {@code NotFound}. */
  public Uni<Entry> note(UUID tenant, UUID alert, Actor by, String text) {
    Instant now = database.clock().now();
    return database
        .inTenant(
            tenant,
            tx ->
                GroupStore.groupOf(tx, alert)
                    .map(group -> group.orElseThrow(() -> new NotFound("alert", alert)))
                    .map(
                        group ->
                            Timeline.ofAlert(now, group, alert, by, ActionReasons.note(by, text)))
                    .call(entry -> Timeline.add(tx, tenant, now, List.of(entry))))
        .invoke(() -> wakes.timeline(tenant));
  }

  private Uni<Applied> escalate(SqlConnection tx, UUID tenant, Group group, UUID alert, Actor by) {
    if (group.alerts().get(alert) instanceof Standing.Resolved resolved) {
      throw new Precondition(
          "alert " + alert + " is resolved since " + resolved.at() + ": nobody is paged for it");
    }
    Instant now = database.clock().now();
    return nextStep
        .request(tx, tenant, group.id(), group.policy(), group.route(), now)
        .chain(
            requested -> {
              if (requested.isEmpty()) {
                throw new Precondition(
                    "alert "
                        + alert
                        + " has no escalation policy: give its route one, or set a"
                        + " default policy");
              }
              List<Entry> entries = new ArrayList<>();
              requested.forEach(
                  step ->
                      entries.add(
                          Timeline.ofGroup(
                              now,
                              group.id(),
                              by,
                              ActionReasons.escalationRequested(by, step.words(), step.policy()))));
              Done done = new Done(alert, Outcome.CHANGED, entries.getFirst().reason());
              return Timeline.add(tx, tenant, now, entries)
                  .replaceWith(new Applied(done, () -> {}));
            });
  }

  private Uni<Applied> apply(
      SqlConnection tx,
      UUID tenant,
      Group group,
      UUID alert,
      Actor by,
      Change change,
      Instant now) {
    return switch (change) {
      case Change.None none ->
          Uni.createFrom()
              .item(new Applied(new Done(alert, none.outcome(), none.reason()), () -> {}));
      case Change.Effective effect -> {
        Optional<UUID> only =
            effect.group().isPresent() || effect.alerts().size() != 1
                ? Optional.empty()
                : Optional.of(effect.alerts().getFirst());
        Entry entry =
            only.map(one -> Timeline.ofAlert(now, group.id(), one, by, effect.reason()))
                .orElseGet(() -> Timeline.ofGroup(now, group.id(), by, effect.reason()));
        yield GroupStore.changeAlerts(tx, effect.alerts(), effect.to())
            .chain(() -> changeGroup(tx, tenant, group, effect, by, now))
            .chain(() -> Timeline.add(tx, tenant, now, List.of(entry)))
            .invoke(() -> Failpoint.hit("ack.before_commit"))
            .replaceWith(
                new Applied(
                    new Done(alert, Outcome.CHANGED, effect.reason()),
                    () -> metrics.changed(tenant, group, effect, by, now)));
      }
    };
  }

  private Uni<Void> changeGroup(
      SqlConnection tx, UUID tenant, Group group, Change.Effective effect, Actor by, Instant now) {
    if (effect.group().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Standing to = effect.group().get();
    return GroupStore.changeGroup(tx, group.id(), to)
        .chain(() -> GroupStore.cancelSteps(tx, group.id(), now))
        .chain(() -> Outbox.add(tx, tenant, now, Message.changed(group.id(), to.state(), by)));
  }

  private Uni<Done> onAlert(UUID tenant, UUID alert, Action action) {
    return transaction(
        tenant,
        tx ->
            GroupStore.groupOf(tx, alert)
                .map(group -> group.orElseThrow(() -> new NotFound("alert", alert)))
                .chain(group -> GroupStore.lock(tx, group))
                .map(group -> group.orElseThrow(() -> new NotFound("alert", alert)))
                .chain(group -> action.on(tx, group)));
  }

  private Uni<Done> onGroup(UUID tenant, UUID group, Action action) {
    return transaction(
        tenant,
        tx ->
            GroupStore.lock(tx, group)
                .map(locked -> locked.orElseThrow(() -> new NotFound("alert group", group)))
                .chain(locked -> action.on(tx, locked)));
  }

  private Uni<Done> transaction(UUID tenant, Function<SqlConnection, Uni<Applied>> work) {
    return database
        .inTenant(tenant, work)
        // Ingest locks alerts before their group; the database breaks the tie.
        .onFailure(AlertActions::isDeadlock)
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

  private static UUID first(Group group) {
    return group.alerts().keySet().stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("alert group", group.id()));
  }

  private static boolean isDeadlock(Throwable failure) {
    return failure instanceof PgException pg
        && ("40P01".equals(pg.getSqlState()) || "40001".equals(pg.getSqlState()));
  }

  /** What is done to a locked group. */
  private interface Action {
    Uni<Applied> on(SqlConnection tx, Group group);
  }

  /**
   * What was done in a transaction.
   *
   * @param committed to be run after the commit
   */
  private record Applied(Done done, Runnable committed) {}
}
