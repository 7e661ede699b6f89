package dev.tocsin.alerting.action;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.escalation.NextStep;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What people do with alerts, each in one transaction that locks the group first: the change of
 * state, the end of the escalation, the timeline, the audit log, and what the other services must
 * be told. After the commit no further step fires. What changes nothing is not in the audit log.
 */
@Singleton
public class AlertActions {

  private final Database database;
  private final Deeds deeds;
  private final NextStep nextStep;
  private final Wakes wakes;

  AlertActions(
      @ServiceDatabase("alerting") Database database, Deeds deeds, NextStep nextStep, Wakes wakes) {
    this.database = database;
    this.deeds = deeds;
    this.nextStep = nextStep;
    this.wakes = wakes;
  }

  /** Takes the alert and its whole group. Fails with {@code NotFound}. */
  public Uni<Done> acknowledge(Caller by, UUID alert, String note) {
    return deeds.onAlert(
        Deed.onAlert(by, "acknowledge", alert),
        (tx, deed, group, now) ->
            deeds.apply(
                tx,
                deed,
                group,
                Changes.acknowledge(group, Optional.of(alert), deed.actor(), note, now),
                now));
  }

  /** Takes the group as a whole. Fails with {@code NotFound}. */
  public Uni<Done> acknowledgeGroup(Caller by, UUID group, String note) {
    return deeds.onGroup(
        Deed.onGroup(by, "acknowledge", group),
        (tx, deed, locked, now) ->
            deeds.apply(
                tx,
                deed,
                locked,
                Changes.acknowledge(locked, Optional.empty(), deed.actor(), note, now),
                now));
  }

  /** Ends the alert, and its group with the last. Fails with {@code NotFound}. */
  public Uni<Done> resolve(Caller by, UUID alert, String note) {
    return deeds.onAlert(
        Deed.onAlert(by, "resolve", alert),
        (tx, deed, group, now) ->
            deeds.apply(
                tx, deed, group, Changes.resolve(group, alert, deed.actor(), note, now), now));
  }

  /** Ends every alert of the group. Fails with {@code NotFound}. */
  public Uni<Done> resolveGroup(Caller by, UUID group, String note) {
    return deeds.onGroup(
        Deed.onGroup(by, "resolve", group),
        (tx, deed, locked, now) ->
            deeds.apply(
                tx, deed, locked, Changes.resolveAll(locked, deed.actor(), note, now), now));
  }

  /**
   * Fires the next step of the group's escalations now. Fails with {@code NotFound}, and with
   * {@code Precondition} when it is resolved or nothing could fire.
   */
  public Uni<Done> escalate(Caller by, UUID alert) {
    return deeds
        .onAlert(Deed.onAlert(by, "escalate", alert), this::escalate)
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
                deeds
                    .groupOf(tx, alert)
                    .call(group -> hold(tx, group, now))
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
                    .call(() -> deeds.audited(tx, deed, Map.of())))
        .invoke(wakes::outbox)
        .invoke(() -> wakes.timeline(deed.tenant()));
  }

  /** Nobody forgets the group until the transaction ends. */
  private static Uni<Void> hold(SqlConnection tx, UUID group, Instant now) {
    return GroupStore.lockAlone(tx, group)
        .invoke(
            there -> {
              if (!there) {
                throw Gone.group(group, now);
              }
            })
        .replaceWithVoid();
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

  private Uni<Deeds.Applied> escalate(SqlConnection tx, Deed deed, Group group, Instant now) {
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
                  .chain(() -> deeds.audited(tx, deed, Map.of("group_id", group.id().toString())))
                  .replaceWith(new Deeds.Applied(done, () -> {}));
            });
  }
}
