package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.AddScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.ListScheduleMembersResponse;
import dev.tocsin.proto.identity.v1.RemoveScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.ScheduleMember;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Who takes turns in the rotations of a schedule: one person more or less is an edit too. */
@Singleton
class Members {

  private final Database database;
  private final ScheduleStore store;
  private final Versions versions;
  private final People people;
  private final AuditLog audit;

  Members(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      Versions versions,
      People people,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.versions = versions;
    this.people = people;
    this.audit = audit;
  }

  /** An edit of the layers: from when on, and why. */
  private record Edit(String action, UUID user, Optional<Instant> effective, String note) {}

  /** By the version in force. NotFound when there is no such schedule. */
  Uni<ListScheduleMembersResponse> list(Caller caller, UUID scheduleId) {
    Instant now = database.clock().now();
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, scheduleId)
                .chain(() -> versions.inForce(tx, scheduleId, now))
                .flatMap(
                    version ->
                        people
                            .known(tx, List.of(version.people))
                            .map(known -> members(caller, version, known))));
  }

  private static ListScheduleMembersResponse members(
      Caller caller, VersionRecord version, Map<UUID, People.Known> known) {
    ListScheduleMembersResponse.Builder response = ListScheduleMembersResponse.newBuilder();
    for (Layer layer : version.definition().layers()) {
      for (int place = 0; place < layer.getSlotsCount(); place++) {
        for (String user : layer.getSlots(place).getUserIdsList()) {
          response.addMembers(member(caller, layer, place, user, known.get(UUID.fromString(user))));
        }
      }
    }
    return response.build();
  }

  private static ScheduleMember member(
      Caller caller, Layer layer, int place, String user, People.@Nullable Known person) {
    return ScheduleMember.newBuilder()
        .setUserId(user)
        .setDisplayName(person != null && Seniority.mayReadNames(caller) ? person.name() : "")
        .setActive(person != null && person.active())
        .setLayerId(layer.getId())
        .setLayer(layer.getName())
        .setDuty(layer.getDuty())
        .setPlace(place)
        .build();
  }

  /** Fails as {@link Rotas#with} and {@link Versions#edit} do. */
  Uni<ScheduleMember> add(Caller caller, AddScheduleMemberRequest request) {
    UUID user = UUID.fromString(request.getUserId());
    var edit =
        new Edit(
            "schedule.add_member",
            user,
            Requests.time("effective_time", request.hasEffectiveTime(), request.getEffectiveTime()),
            request.getNote());
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .lock(tx, UUID.fromString(request.getScheduleId()))
                .chain(() -> people.known(tx, Set.of(user)))
                .invoke(known -> mustBeActive(user, known.get(user)))
                .flatMap(
                    known ->
                        edit(
                                tx,
                                caller,
                                UUID.fromString(request.getScheduleId()),
                                edit,
                                layers -> Rotas.with(layers, layer(request.getLayerId()), user))
                            .map(
                                change ->
                                    member(
                                        caller,
                                        change.layer(),
                                        change.place(),
                                        user.toString(),
                                        known.get(user)))));
  }

  /** Fails as {@link Rotas#without} and {@link Versions#edit} do. */
  Uni<Void> remove(Caller caller, RemoveScheduleMemberRequest request) {
    UUID user = UUID.fromString(request.getUserId());
    var edit =
        new Edit(
            "schedule.remove_member",
            user,
            Requests.time("effective_time", request.hasEffectiveTime(), request.getEffectiveTime()),
            request.getNote());
    return database.entities(
        caller.tenantId(),
        tx ->
            edit(
                    tx,
                    caller,
                    UUID.fromString(request.getScheduleId()),
                    edit,
                    layers -> Rotas.without(layers, layer(request.getLayerId()), user))
                .replaceWithVoid());
  }

  private Uni<Rotas.Change> edit(
      Mutiny.Session tx,
      Caller caller,
      UUID scheduleId,
      Edit edit,
      Function<List<Layer>, Rotas.Change> changed) {
    return store
        .lock(tx, scheduleId)
        .flatMap(
            schedule ->
                store
                    .newest(tx, scheduleId)
                    .flatMap(
                        newest -> {
                          // Only now: an edit that waited for another one comes after it.
                          Instant now = database.clock().now();
                          Rotas.Change change = changed.apply(newest.definition().layers());
                          schedule.updateTime = now;
                          return store
                              .save(tx, schedule)
                              .chain(
                                  () ->
                                      versions.edit(
                                          tx,
                                          caller,
                                          schedule,
                                          draft(schedule, newest, change),
                                          new ChangedFields(Set.of("layers")),
                                          edit.effective(),
                                          edit.note(),
                                          now))
                              .call(version -> audit(tx, caller, edit, change, version, now))
                              .replaceWith(change);
                        }));
  }

  private static ScheduleDraft draft(
      ScheduleRecord schedule, VersionRecord newest, Rotas.Change change) {
    return new ScheduleDraft(
        schedule.name,
        schedule.description,
        newest.definition().timeZone(),
        Optional.ofNullable(schedule.teamId),
        change.layers(),
        0);
  }

  private Uni<Void> audit(
      Mutiny.Session tx,
      Caller caller,
      Edit edit,
      Rotas.Change change,
      VersionRecord version,
      Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("user_id", edit.user().toString());
    detail.put("layer_id", change.layer().getId());
    detail.put("version", version.version);
    if (version.effectiveTime != null && version.effectiveTime.isAfter(now)) {
      detail.put("effective_time", version.effectiveTime.toString());
    }
    return audit.record(
        tx, caller, caller.tenantId(), edit.action(), "schedules/" + version.scheduleId, detail);
  }

  private static void mustBeActive(UUID user, People.@Nullable Known person) {
    if (person == null) {
      throw Invalid.field("user_id", "there is no user " + user);
    }
    if (!person.active()) {
      throw Invalid.field(
          "user_id", "user %s is deactivated and never on call: name another".formatted(user));
    }
  }

  private static Optional<UUID> layer(String id) {
    return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
  }
}
