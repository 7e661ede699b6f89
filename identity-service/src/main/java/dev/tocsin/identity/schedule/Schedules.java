package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and removes schedules. */
@Singleton
class Schedules {

  private final Database database;
  private final ScheduleStore store;
  private final Versions versions;
  private final DraftCheck check;
  private final AuditLog audit;

  Schedules(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      Versions versions,
      DraftCheck check,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.versions = versions;
    this.check = check;
    this.audit = audit;
  }

  Uni<Stored> create(Caller caller, ScheduleDraft draft) {
    draft.checkZone();
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    var schedule = new ScheduleRecord(tenant, Ids.next(now), now);
    schedule.name = draft.name();
    schedule.description = draft.description();
    schedule.teamId = draft.teamId().orElse(null);
    Definition definition =
        NextDefinition.first(draft.timeZone(), draft.layers(), () -> Ids.next(now));
    var version =
        new VersionRecord(schedule, Ids.next(now), definition, null, caller.actor(), "", now);
    return database.entities(
        tenant,
        tx ->
            check
                .people(tx, draft)
                .call(() -> check.team(tx, draft))
                .chain(() -> store.add(tx, schedule))
                .chain(() -> store.add(tx, version))
                .call(() -> audit(tx, caller, "schedule.create", schedule.id, draft.detail()))
                .replaceWith(new Stored(schedule, version)));
  }

  /**
   * Changes the fields. Conflict when somebody else has edited since, Precondition when a version
   * is planned for later than {@code effective}.
   *
   * @param effective from when on layers and zone are new; now when empty
   */
  Uni<Stored> update(
      Caller caller,
      UUID id,
      ScheduleDraft draft,
      ChangedFields fields,
      Optional<Instant> effective,
      String note) {
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .lock(tx, id)
                .call(() -> checked(tx, draft, fields))
                .flatMap(
                    schedule -> {
                      // Only now: an edit that waited for another one comes after it.
                      Instant now = database.clock().now();
                      apply(schedule, draft, fields, now);
                      return store
                          .save(tx, schedule)
                          .chain(
                              () ->
                                  versions.edit(
                                      tx, caller, schedule, draft, fields, effective, note, now))
                          .map(version -> new Stored(schedule, version))
                          .call(
                              stored ->
                                  audit(
                                      tx,
                                      caller,
                                      "schedule.update",
                                      id,
                                      changed(draft, fields, stored.version(), now)));
                    }));
  }

  private Uni<Void> checked(Mutiny.Session tx, ScheduleDraft draft, ChangedFields fields) {
    if (fields.contains("time_zone")) {
      draft.checkZone();
    }
    Uni<Void> people =
        fields.contains("layers") ? check.people(tx, draft) : Uni.createFrom().voidItem();
    return people.chain(
        () -> fields.contains("team_id") ? check.team(tx, draft) : Uni.createFrom().voidItem());
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .flatMap(schedule -> store.remove(tx, schedule))
                .call(() -> audit(tx, caller, "schedule.delete", id, Map.of())));
  }

  private static void apply(
      ScheduleRecord schedule, ScheduleDraft draft, ChangedFields fields, Instant now) {
    if (fields.contains("name")) {
      schedule.name = draft.name();
    }
    if (fields.contains("description")) {
      schedule.description = draft.description();
    }
    if (fields.contains("team_id")) {
      schedule.teamId = draft.teamId().orElse(null);
    }
    schedule.updateTime = now;
  }

  private static Map<String, Object> changed(
      ScheduleDraft draft, ChangedFields fields, VersionRecord version, Instant now) {
    Map<String, Object> changed = new LinkedHashMap<>(draft.detail());
    changed.keySet().removeIf(field -> !fields.contains(field));
    if (fields.contains("layers") || fields.contains("time_zone")) {
      changed.put("version", version.version);
      if (version.effectiveTime != null && version.effectiveTime.isAfter(now)) {
        changed.put("effective_time", version.effectiveTime.toString());
      }
    }
    return changed;
  }

  private Uni<Void> audit(
      Mutiny.Session tx, Caller caller, String action, UUID id, Map<String, Object> detail) {
    return audit.record(tx, caller, caller.tenantId(), action, "schedules/" + id, detail);
  }
}
