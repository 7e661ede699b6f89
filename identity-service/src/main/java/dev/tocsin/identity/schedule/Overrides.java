package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, lists and removes overrides. */
@ApplicationScoped
class Overrides {

  /** Of a schedule, not over yet: what a page reads at once, and who is on call depends on. */
  static final int MOST = 1_000;

  private final Database database;
  private final ScheduleStore store;
  private final People people;
  private final AuditLog audit;

  Overrides(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      People people,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.audit = audit;
  }

  /**
   * Puts an override on a schedule. Invalid, naming the field, when it is over already or names
   * nobody; Precondition when the schedule has {@link #MOST}.
   */
  Uni<OverrideRecord> create(Caller caller, UUID scheduleId, Takeover takeover) {
    if (!takeover.end().isAfter(database.clock().now())) {
      throw Invalid.field(
          "override.end_time",
          "%s is past: an override takes over from now on".formatted(takeover.end()));
    }
    return database.entities(
        caller.tenantId(), tx -> put(tx, caller, scheduleId, takeover, "override.user_id"));
  }

  /**
   * The same in a transaction of the tenant; the override is not over yet.
   *
   * @param field the field that names who takes over
   */
  Uni<OverrideRecord> put(
      Mutiny.Session tx, Caller caller, UUID scheduleId, Takeover takeover, String field) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return store
        .get(tx, scheduleId)
        .call(() -> mustHaveRoom(tx, scheduleId, now))
        .call(() -> people.mustExist(tx, field, List.of(takeover.person())))
        .flatMap(schedule -> store.add(tx, new OverrideRecord(tenant, scheduleId, takeover)))
        .call(
            override ->
                audit.record(
                    tx,
                    caller,
                    tenant,
                    "override.create",
                    resource(scheduleId, override.id),
                    Map.of(
                        "user_id", takeover.person().toString(),
                        "start_time", takeover.start().toString(),
                        "end_time", takeover.end().toString())));
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
      UUID tenant, UUID scheduleId, Optional<ScheduleStore.OverridePlace> after, int most) {
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, scheduleId)
                .flatMap(schedule -> store.current(tx, scheduleId, now, after, most)));
  }

  Uni<Void> delete(Caller caller, UUID scheduleId, UUID id) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            store
                .removeOverride(tx, scheduleId, id)
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "override.delete",
                            resource(scheduleId, id),
                            Map.of())));
  }

  private static String resource(UUID scheduleId, UUID id) {
    return "schedules/" + scheduleId + "/overrides/" + id;
  }
}
