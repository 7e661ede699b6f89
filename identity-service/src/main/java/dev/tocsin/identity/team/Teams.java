package dev.tocsin.identity.team;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and removes teams. */
@Singleton
public class Teams {

  private final Database database;
  private final TeamStore store;
  private final People people;
  private final AuditLog audit;

  Teams(
      @ServiceDatabase("identity") Database database,
      TeamStore store,
      People people,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.audit = audit;
  }

  /**
   * Fails with {@link Invalid} when there is no such team in the tenant.
   *
   * @param field the field that names it
   */
  public Uni<Void> mustExist(Mutiny.Session tx, String field, UUID id) {
    return store
        .get(tx, id)
        .onFailure(NotFound.class)
        .transform(missing -> Invalid.field(field, "there is no team " + id))
        .replaceWithVoid();
  }

  Uni<TeamRecord> create(Caller caller, TeamDraft draft) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    var team = new TeamRecord(tenant, Ids.next(now), draft.name(), draft.description(), now);
    team.members.addAll(draft.membersIn(tenant));
    return database.entities(
        tenant,
        tx ->
            people
                .mustExist(tx, "team.members", draft.userIds())
                .chain(() -> store.add(tx, team))
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "team.create",
                            "teams/" + team.id,
                            draft.detail())));
  }

  Uni<TeamRecord> get(UUID tenant, UUID id) {
    return database.entities(tenant, tx -> store.get(tx, id));
  }

  Uni<List<TeamRecord>> list(UUID tenant, Optional<NamedEntities.Place> after, int most) {
    return database.entities(tenant, tx -> store.list(tx, after, most));
  }

  Uni<TeamRecord> update(Caller caller, UUID id, TeamDraft draft, ChangedFields fields) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, id)
                .call(
                    () ->
                        people.mustExist(
                            tx,
                            "team.members",
                            fields.contains("members") ? draft.userIds() : List.of()))
                .flatMap(
                    team -> {
                      Map<String, Object> changed = apply(team, draft, fields, now);
                      return store
                          .save(tx, team)
                          .call(
                              () ->
                                  audit.record(
                                      tx, caller, tenant, "team.update", "teams/" + id, changed));
                    }));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, id)
                .flatMap(team -> store.remove(tx, team))
                .call(
                    () ->
                        audit.record(tx, caller, tenant, "team.delete", "teams/" + id, Map.of())));
  }

  private static Map<String, Object> apply(
      TeamRecord team, TeamDraft draft, ChangedFields fields, Instant now) {
    Map<String, Object> changed = new LinkedHashMap<>(draft.detail());
    changed.keySet().removeIf(field -> !fields.contains(field));
    if (fields.contains("name")) {
      team.name = draft.name();
    }
    if (fields.contains("description")) {
      team.description = draft.description();
    }
    if (fields.contains("members")) {
      team.members.clear();
      team.members.addAll(draft.membersIn(team.tenantId));
    }
    team.updateTime = now;
    return changed;
  }
}
