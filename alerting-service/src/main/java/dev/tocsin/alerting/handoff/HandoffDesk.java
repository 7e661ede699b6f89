package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.alerting.v1.HandoffSettings;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people set, write and ask for around hand-offs. */
@Singleton
class HandoffDesk {

  private final Database database;
  private final Shifts shifts;
  private final HandoffSweep sweep;
  private final Drills drills;
  private final AuditTrail audit;

  HandoffDesk(
      @ServiceDatabase("alerting") Database database,
      Shifts shifts,
      HandoffSweep sweep,
      Drills drills,
      AuditTrail audit) {
    this.database = database;
    this.shifts = shifts;
    this.sweep = sweep;
    this.drills = drills;
    this.audit = audit;
  }

  /** The rules of a schedule. Fails with {@link NotFound} when there is no such schedule. */
  Uni<HandoffRules> rules(Caller by, UUID schedule) {
    UUID tenant = by.tenantId();
    return shifts
        .known(tenant, schedule, now())
        .chain(
            () -> database.inTenant(tenant, tx -> HandoffRows.rules(tx, tenant, List.of(schedule))))
        .map(rules -> rules.getOrDefault(schedule, HandoffRules.none(schedule)));
  }

  /** Changes the rules of a schedule. Fails with {@link NotFound} when there is none. */
  Uni<HandoffRules> change(Caller by, UUID schedule, HandoffSettings to, ChangedFields fields) {
    UUID tenant = by.tenantId();
    Instant now = now();
    Actor actor = Actor.of(by.actor());
    return shifts
        .known(tenant, schedule, now)
        .chain(
            () ->
                database.inTenant(
                    tenant,
                    tx ->
                        HandoffRows.lock(tx, tenant, schedule)
                            .map(old -> HandoffMessages.change(old, to, fields, actor, now))
                            .call(rules -> HandoffRows.write(tx, tenant, rules, actor))
                            .call(
                                rules ->
                                    audit.record(
                                        tx,
                                        by,
                                        "handoff_settings.update",
                                        "schedules/" + schedule + "/handoff-settings",
                                        facts(rules)))))
        .invoke(sweep::wake);
  }

  private static Map<String, Object> facts(HandoffRules rules) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("notices", rules.notices());
    facts.put("notice_before", rules.before().toString());
    facts.put("drills", rules.drills());
    facts.put("drill_answer_within", rules.within().toString());
    return facts;
  }

  /**
   * Leaves a note. Fails with {@link NotFound} when there is no such schedule, and with {@link
   * Denied} for who is neither on it nor a manager.
   */
  Uni<Note> write(Caller by, UUID schedule, String text) {
    UUID tenant = by.tenantId();
    Instant now = now();
    Note note = new Note(Ids.next(now), schedule, text, Actor.of(by.actor()), now);
    return shifts
        .known(tenant, schedule, now)
        .invoke(rota -> mayWrite(by, rota))
        .chain(
            () ->
                database.inTenant(
                    tenant,
                    tx ->
                        NoteRows.add(tx, tenant, note)
                            .chain(
                                () ->
                                    audit.record(
                                        tx,
                                        by,
                                        "handoff_note.create",
                                        "schedules/" + schedule + "/handoff-notes/" + note.id(),
                                        Map.of()))))
        .replaceWith(note);
  }

  private static void mayWrite(Caller by, Shifts.Rota rota) {
    boolean isManager = by.role().getNumber() >= Role.ROLE_MANAGER.getNumber();
    boolean isOnIt =
        by.kind() == Caller.Kind.USER && rota.people().contains(UUID.fromString(by.id()));
    if (!isManager && !isOnIt) {
      throw new Denied(
          "%s is not on schedule '%s': its people and managers leave notes for it"
              .formatted(by.actor(), rota.name()));
    }
  }

  Uni<List<Note>> notes(UUID tenant, UUID schedule, Optional<UUID> after, int most) {
    return database.inTenant(tenant, tx -> NoteRows.list(tx, tenant, schedule, after, most));
  }

  /**
   * Sends the caller a test page. Fails with {@link Precondition} for who is no person, and while
   * one is running.
   */
  Uni<Drill> drill(Caller by) {
    if (by.kind() != Caller.Kind.USER) {
      throw new Precondition(
          by.actor() + " is no person, and has no pager: sign in to be sent a test page");
    }
    UUID tenant = by.tenantId();
    Instant now = now();
    Drill drill =
        Drill.begin(
            Ids.next(now),
            Optional.empty(),
            UUID.fromString(by.id()),
            HandoffRules.USUAL_WITHIN,
            now);
    return database
        .inTenant(
            tenant,
            tx ->
                DrillRows.add(tx, tenant, drill)
                    .invoke(
                        begun -> {
                          if (!begun) {
                            throw new Precondition(
                                "a drill of yours is running already: answer its page first");
                          }
                        })
                    .call(
                        () ->
                            audit.record(tx, by, "drill.create", "drills/" + drill.id(), Map.of())))
        .invoke(drills::wake)
        .replaceWith(drill);
  }

  /** One drill. Fails with {@link NotFound}. */
  Uni<Drill> drill(UUID tenant, UUID id) {
    return database
        .inTenant(tenant, tx -> DrillRows.find(tx, tenant, id))
        .map(found -> found.orElseThrow(() -> new NotFound("drill", id)));
  }

  Uni<List<Drill>> drills(
      UUID tenant,
      Optional<UUID> schedule,
      Optional<UUID> person,
      Optional<DrillRows.After> after,
      int most) {
    return database.inTenant(
        tenant, tx -> DrillRows.list(tx, tenant, schedule, person, after, most));
  }

  /** As PostgreSQL keeps it, so that a time read back equals the one written. */
  private Instant now() {
    return database.clock().now().truncatedTo(ChronoUnit.MICROS);
  }
}
