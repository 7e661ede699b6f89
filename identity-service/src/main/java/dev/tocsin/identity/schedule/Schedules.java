package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.team.Teams;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and removes schedules. */
@ApplicationScoped
class Schedules {

  private final Database database;
  private final ScheduleStore store;
  private final People people;
  private final Teams teams;
  private final AuditLog audit;

  Schedules(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      People people,
      Teams teams,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.teams = teams;
    this.audit = audit;
  }

  Uni<ScheduleRecord> create(Caller caller, ScheduleDraft draft) {
    draft.checkZone();
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    var schedule = new ScheduleRecord(tenant, Ids.next(now), now);
    schedule.name = draft.name();
    schedule.description = draft.description();
    schedule.timeZone = draft.timeZone();
    schedule.teamId = draft.teamId().orElse(null);
    schedule.layers.addAll(draft.layersIn(tenant));
    return database.entities(
        tenant,
        tx ->
            check(tx, draft, true, true)
                .chain(() -> store.add(tx, schedule))
                .call(() -> audit(tx, caller, "schedule.create", schedule.id, draft.detail())));
  }

  Uni<ScheduleRecord> get(UUID tenant, UUID id) {
    return database.entities(tenant, tx -> store.get(tx, id));
  }

  Uni<List<ScheduleRecord>> list(UUID tenant, Optional<NamedEntities.Place> after, int most) {
    return database.entities(tenant, tx -> store.list(tx, after, most));
  }

  /** Those of the people with turns in these schedules who are deactivated. */
  Uni<Set<UUID>> deactivated(UUID tenant, List<ScheduleRecord> schedules) {
    Set<UUID> all = new HashSet<>();
    schedules.forEach(schedule -> all.addAll(Plans.people(schedule, List.of())));
    return all.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : database.entities(tenant, tx -> people.deactivated(tx, all));
  }

  Uni<ScheduleRecord> update(Caller caller, UUID id, ScheduleDraft draft, ChangedFields fields) {
    if (fields.contains("time_zone")) {
      draft.checkZone();
    }
    Instant now = database.clock().now();
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .call(() -> check(tx, draft, fields.contains("layers"), fields.contains("team_id")))
                .invoke(schedule -> apply(schedule, draft, fields, now))
                .call(schedule -> store.save(tx, schedule))
                .call(() -> audit(tx, caller, "schedule.update", id, changed(draft, fields))));
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

  private Uni<Void> check(Mutiny.Session tx, ScheduleDraft draft, boolean layers, boolean team) {
    return people
        .known(tx, layers ? draft.people() : Set.of())
        .invoke(
            known -> {
              if (layers) {
                draft.mustKnow(known.keySet());
              }
            })
        .chain(
            () ->
                draft
                    .teamId()
                    .filter(id -> team)
                    .map(id -> teams.mustExist(tx, "schedule.team_id", id))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private static void apply(
      ScheduleRecord schedule, ScheduleDraft draft, ChangedFields fields, Instant now) {
    if (fields.contains("name")) {
      schedule.name = draft.name();
    }
    if (fields.contains("description")) {
      schedule.description = draft.description();
    }
    if (fields.contains("time_zone")) {
      schedule.timeZone = draft.timeZone();
    }
    if (fields.contains("team_id")) {
      schedule.teamId = draft.teamId().orElse(null);
    }
    if (fields.contains("layers")) {
      schedule.layers.clear();
      schedule.layers.addAll(draft.layersIn(schedule.tenantId));
    }
    schedule.updateTime = now;
  }

  private static Map<String, Object> changed(ScheduleDraft draft, ChangedFields fields) {
    Map<String, Object> changed = new LinkedHashMap<>(draft.detail());
    changed.keySet().removeIf(field -> !fields.contains(field));
    return changed;
  }

  private Uni<Void> audit(
      Mutiny.Session tx, Caller caller, String action, UUID id, Map<String, Object> detail) {
    return audit.record(tx, caller, caller.tenantId(), action, "schedules/" + id, detail);
  }
}
