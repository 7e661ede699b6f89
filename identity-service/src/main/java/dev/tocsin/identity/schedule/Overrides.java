package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, lists and ends overrides. What is past of them never changes. */
@Singleton
class Overrides {

  /** Of a schedule, not over yet: what a page reads at once, and who is on call depends on. */
  static final int MOST = 1_000;

  private final Database database;
  private final ScheduleStore schedules;
  private final OverrideStore store;
  private final People people;
  private final Concerned concerned;
  private final AuditLog audit;

  Overrides(
      @ServiceDatabase("identity") Database database,
      ScheduleStore schedules,
      OverrideStore store,
      People people,
      Concerned concerned,
      AuditLog audit) {
    this.database = database;
    this.schedules = schedules;
    this.store = store;
    this.people = people;
    this.concerned = concerned;
    this.audit = audit;
  }

  /**
   * Puts an override on a schedule, from now on where it began earlier, and tells those whom it
   * concerns. Invalid, naming the field, when it is over already or names somebody or a layer that
   * is not there; Precondition when the schedule has {@link #MOST}.
   */
  Uni<OverrideRecord> create(Caller caller, UUID scheduleId, OverrideRule rule, String note) {
    return concerned
        .by(caller, scheduleId, rule)
        .flatMap(
            people ->
                database.entities(
                    caller.tenantId(),
                    tx ->
                        put(tx, caller, scheduleId, rule, note, Optional.empty(), "override.")
                            .call(made -> concerned.tellMade(tx, caller, made, people))))
        .invoke(concerned::wake);
  }

  /**
   * The same in a transaction of the tenant, telling nobody.
   *
   * @param swap which made it, if one did
   * @param field what comes before the names of its fields, for errors
   */
  Uni<OverrideRecord> put(
      Mutiny.Session tx,
      Caller caller,
      UUID scheduleId,
      OverrideRule rule,
      String note,
      Optional<UUID> swap,
      String field) {
    return schedules
        .lock(tx, scheduleId)
        .flatMap(
            _ -> {
              // Only now: one that waited for another edit comes after it, and is younger.
              Instant now = database.clock().now();
              var override =
                  new OverrideRecord(
                      caller.tenantId(),
                      scheduleId,
                      fromNowOn(rule, now, field).madeAt(now),
                      note.strip(),
                      caller.actor());
              override.swapId = swap.orElse(null);
              return mustHaveRoom(tx, scheduleId, now)
                  .call(() -> mustExist(tx, field + "user_id", rule.person()))
                  .call(() -> mustExist(tx, field + "replaces_user_id", rule.replaces()))
                  .call(() -> mustHaveLayer(tx, scheduleId, field, rule.layer()))
                  .chain(() -> store.add(tx, override))
                  .call(() -> audit(tx, caller, "override.create", override, detail(override)));
            });
  }

  private static OverrideRule fromNowOn(OverrideRule rule, Instant now, String field) {
    if (!rule.end().isAfter(now)) {
      throw Invalid.field(
          field + "end_time", "%s is past: an override holds from now on".formatted(rule.end()));
    }
    return rule.start().isBefore(now) ? rule.lasting(now, rule.end()) : rule;
  }

  private Uni<Void> mustExist(Mutiny.Session tx, String field, Optional<UUID> person) {
    return people.mustExist(tx, field, person.map(List::of).orElse(List.of()));
  }

  private Uni<Void> mustHaveLayer(
      Mutiny.Session tx, UUID scheduleId, String field, Optional<UUID> layer) {
    if (layer.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return schedules
        .newest(tx, scheduleId)
        .invoke(
            version -> {
              if (version.definition().layer(layer.get().toString()).isEmpty()) {
                throw Invalid.field(field + "layer_id", "the schedule has no layer " + layer.get());
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> mustHaveRoom(Mutiny.Session tx, UUID scheduleId, Instant now) {
    return store
        .count(tx, scheduleId, now)
        .invoke(
            count -> {
              if (count >= MOST) {
                throw new Precondition(
                    "schedule %s has %d overrides that are not over yet, the most there may be: delete some, or change its layers"
                        .formatted(scheduleId, count));
              }
            })
        .replaceWithVoid();
  }

  /** Overrides that are not over yet, by start. */
  Uni<List<OverrideRecord>> list(
      UUID tenant, UUID scheduleId, Optional<OverrideStore.Place> after, int most) {
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            schedules
                .get(tx, scheduleId)
                .flatMap(schedule -> store.current(tx, scheduleId, now, after, most)));
  }

  /**
   * Removes one that has not begun, and ends one that has; those whom it concerns are told.
   * Precondition when it is over, Denied when a swap made it and the caller is neither of the two
   * nor a manager.
   */
  Uni<Void> delete(Caller caller, UUID scheduleId, UUID id) {
    return database
        .entities(
            caller.tenantId(),
            tx ->
                schedules
                    .lock(tx, scheduleId)
                    .chain(() -> store.get(tx, scheduleId, id))
                    .invoke(override -> mayDelete(caller, override))
                    .call(override -> end(tx, override, database.clock().now()))
                    .call(override -> concerned.tellEnded(tx, caller, override))
                    .call(override -> audit(tx, caller, "override.delete", override, Map.of()))
                    .replaceWithVoid())
        .invoke(concerned::wake);
  }

  /** What two people have agreed on nobody else undoes but who arranges the on-call. */
  private static void mayDelete(Caller caller, OverrideRecord override) {
    if (override.swapId == null || Seniority.isAtLeast(caller, Role.ROLE_MANAGER)) {
      return;
    }
    boolean party =
        Stream.of(override.userId, override.replacesUserId)
            .anyMatch(user -> user != null && Seniority.isSelf(caller, user));
    if (!party) {
      throw new Denied(
          "override %s comes of swap %s between user %s and user %s: it takes one of the two, or %s"
              .formatted(
                  override.id,
                  override.swapId,
                  override.replacesUserId,
                  override.userId,
                  Role.ROLE_MANAGER));
    }
  }

  private Uni<Void> end(Mutiny.Session tx, OverrideRecord override, Instant now) {
    if (!override.endTime.isAfter(now)) {
      throw new Precondition(
          "override %s is over since %s: what was is not changed"
              .formatted(override.id, override.endTime));
    }
    if (!override.startTime.isBefore(now)) {
      return store.remove(tx, override);
    }
    override.endTime = now;
    return tx.flush();
  }

  private static Map<String, Object> detail(OverrideRecord override) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("kind", OverrideForm.message(OverrideForm.kind(override.kind)).name());
    if (override.userId != null) {
      detail.put("user_id", override.userId.toString());
    }
    if (override.replacesUserId != null) {
      detail.put("replaces_user_id", override.replacesUserId.toString());
    }
    if (override.layerId != null) {
      detail.put("layer_id", override.layerId.toString());
    }
    detail.put("start_time", override.startTime.toString());
    detail.put("end_time", override.endTime.toString());
    return detail;
  }

  private Uni<Void> audit(
      Mutiny.Session tx,
      Caller caller,
      String action,
      OverrideRecord override,
      Map<String, Object> detail) {
    return audit.record(
        tx,
        caller,
        caller.tenantId(),
        action,
        "schedules/" + override.scheduleId + "/overrides/" + override.id,
        detail);
  }
}
