package dev.tocsin.alerting.action;

import dev.tocsin.alerting.escalation.NextStep;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What people do with alerts, each in one transaction that locks the group first: the change of
 * state, the end of the escalation, the timeline, the audit log, and what the other services must
 * be told. After the commit no further step fires. What changes nothing is not in the audit log.
 */
@ApplicationScoped
public class AlertActions {

  private static final int DEADLOCK_RETRIES = 3;

  private final Database database;
  private final NextStep nextStep;
  private final Wakes wakes;
  private final ActionMetrics metrics;
  private final AuditTrail audit;

  AlertActions(
      @ServiceDatabase("alerting") Database database,
      NextStep nextStep,
      Wakes wakes,
      ActionMetrics metrics,
      AuditTrail audit) {
    this.database = database;
    this.nextStep = nextStep;
    this.wakes = wakes;
    this.metrics = metrics;
    this.audit = audit;
  }

  /** Takes the alert and its whole group. Fails with {@code NotFound}. */
  public Uni<Done> acknowledge(Caller by, UUID alert, String note) {
    return onAlert(
        Deed.onAlert(by, "acknowledge", alert),
        (tx, deed, group, now) ->
            apply(
                tx,
                deed,
                group,
                Changes.acknowledge(group, Optional.of(alert), deed.actor(), note, now),
                now));
  }

  /** Takes the group as a whole. Fails with {@code NotFound}. */
  public Uni<Done> acknowledgeGroup(Caller by, UUID group, String note) {
    return onGroup(
        Deed.onGroup(by, "acknowledge", group),
        (tx, deed, locked, now) ->
            apply(
                tx,
                deed,
                locked,
                Changes.acknowledge(locked, Optional.empty(), deed.actor(), note, now),
                now));
  }

  /** Ends the alert, and its group with the last. Fails with {@code NotFound}. */
  public Uni<Done> resolve(Caller by, UUID alert, String note) {
    return onAlert(
        Deed.onAlert(by, "resolve", alert),
        (tx, deed, group, now) ->
            apply(tx, deed, group, Changes.resolve(group, alert, deed.actor(), note, now), now));
  }

  /** Ends every alert of the group. Fails with {@code NotFound}. */
  public Uni<Done> resolveGroup(Caller by, UUID group, String note) {
    return onGroup(
        Deed.onGroup(by, "resolve", group),
        (tx, deed, locked, now) ->
            apply(tx, deed, locked, Changes.resolveAll(locked, deed.actor(), note, now), now));
  }

  /**
   * Fires the next step of the group's escalations now. Fails with {@code NotFound}, and with
   * {@code Precondition} when it is resolved or nothing could fire.
   */
  public Uni<Done> escalate(Caller by, UUID alert) {
    return onAlert(Deed.onAlert(by, "escalate", alert), this::escalate)
        .invoke(() -> wakes.stepsAt(database.clock().now()));
  }

  /** Writes a note on the timeline. Fails with {@code NotFound}. */
  public Uni<Entry> note(Caller by, UUID alert, String text) {
    Deed deed = Deed.onAlert(by, "note", alert);
    Instant now = database.clock().now();
    return database
        .inTenant(
            deed.tenant(),
            tx ->
                groupOf(tx, alert)
                    .map(
                        group ->
                            Timeline.ofAlert(
                                now,
                                group,
                                alert,
                                deed.actor(),
                                ActionReasons.note(deed.actor(), text)))
                    .call(entry -> Timeline.add(tx, deed.tenant(), now, List.of(entry)))
                    .call(entry -> tellTickets(tx, deed, text, entry, now))
                    .call(() -> audited(tx, deed, Map.of())))
        .invoke(wakes::outbox)
        .invoke(() -> wakes.timeline(deed.tenant()));
  }

  /** What a service wrote for somebody elsewhere stays here: it came from a ticket. */
  private static Uni<Void> tellTickets(
      SqlConnection tx, Deed deed, String text, Entry entry, Instant now) {
    return deed.actor().kind().equals("service")
        ? Uni.createFrom().voidItem()
        : Outbox.add(
            tx,
            deed.tenant(),
            now,
            List.of(Message.note(entry.group(), entry.id(), deed.actor(), text)));
  }

  private Uni<Applied> escalate(SqlConnection tx, Deed deed, Group group, Instant now) {
    UUID alert = deed.alert(group);
    if (group.alerts().get(alert) instanceof Standing.Resolved resolved) {
      throw new Precondition(
          "alert " + alert + " is resolved since " + resolved.at() + ": nobody is paged for it");
    }
    return nextStep
        .request(tx, deed.tenant(), group.id(), group.policy(), group.route(), now)
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
                              deed.actor(),
                              ActionReasons.escalationRequested(
                                  deed.actor(), step.words(), step.policy()))));
              Done done = new Done(alert, Outcome.CHANGED, entries.getFirst().reason());
              return Timeline.add(tx, deed.tenant(), now, entries)
                  .chain(() -> audited(tx, deed, Map.of("group_id", group.id().toString())))
                  .replaceWith(new Applied(done, () -> {}));
            });
  }

  private Uni<Applied> apply(SqlConnection tx, Deed deed, Group group, Change change, Instant now) {
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

  private Uni<Void> audited(SqlConnection tx, Deed deed, Map<String, Object> detail) {
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

  private Uni<Void> changeGroup(
      SqlConnection tx, Deed deed, Group group, Change.Effective effect, Instant now) {
    if (effect.group().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Standing to = effect.group().get();
    return GroupStore.changeGroup(tx, group.id(), to)
        .chain(() -> GroupStore.cancelSteps(tx, group.id(), now))
        .chain(
            () ->
                Outbox.add(
                    tx, deed.tenant(), now, Message.changed(group.id(), to.state(), deed.actor())));
  }

  private Uni<Done> onAlert(Deed deed, Action action) {
    return transaction(
        deed.tenant(),
        tx ->
            groupOf(tx, deed.id())
                .chain(group -> GroupStore.lock(tx, group))
                .map(group -> group.orElseThrow(() -> new NotFound("alert", deed.id())))
                .chain(group -> action.on(tx, deed, group, database.clock().now())));
  }

  private Uni<Done> onGroup(Deed deed, Action action) {
    return transaction(
        deed.tenant(),
        tx ->
            GroupStore.lock(tx, deed.id())
                .map(locked -> locked.orElseThrow(() -> new NotFound("alert group", deed.id())))
                .chain(locked -> action.on(tx, deed, locked, database.clock().now())));
  }

  private static Uni<UUID> groupOf(SqlConnection tx, UUID alert) {
    return GroupStore.groupOf(tx, alert)
        .map(group -> group.orElseThrow(() -> new NotFound("alert", alert)));
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

  private static boolean isDeadlock(Throwable failure) {
    return failure instanceof PgException pg
        && ("40P01".equals(pg.getSqlState()) || "40001".equals(pg.getSqlState()));
  }

  /** What is done to a locked group. */
  private interface Action {
    Uni<Applied> on(SqlConnection tx, Deed deed, Group group, Instant now);
  }

  /**
   * What was done in a transaction.
   *
   * @param committed to be run after the commit
   */
  private record Applied(Done done, Runnable committed) {}
}
