package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, lists and removes overrides. */
@ApplicationScoped
class Overrides {

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

  Uni<OverrideRecord> create(Caller caller, UUID scheduleId, Takeover takeover) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, scheduleId)
                .call(() -> people.mustExist(tx, "override.user_id", List.of(takeover.person())))
                .flatMap(
                    schedule -> store.add(tx, new OverrideRecord(tenant, scheduleId, takeover)))
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
                                "end_time", takeover.end().toString()))));
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
