package dev.tocsin.identity.schedule;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What schedules said, say, and will say. */
@Singleton
class Versions {

  /** As far ahead as a calendar shows. */
  static final Duration FURTHEST = Duration.ofDays(400);

  private final Database database;
  private final ScheduleStore store;
  private final People people;
  private final ScheduleConfig config;
  private final AuditLog audit;

  Versions(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      People people,
      ScheduleConfig config,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.config = config;
    this.audit = audit;
  }

  /**
   * Makes the next version when zone or layers change.
   *
   * @param schedule locked
   * @return the new version, or the one in force when nothing of it changes
   */
  Uni<VersionRecord> edit(
      Mutiny.Session tx,
      Caller caller,
      ScheduleRecord schedule,
      ScheduleDraft draft,
      ChangedFields fields,
      Optional<Instant> effective,
      String note,
      Instant now) {
    if (!fields.contains("layers") && !fields.contains("time_zone")) {
      return inForce(tx, schedule.id, now);
    }
    return store
        .newest(tx, schedule.id)
        .flatMap(
            newest -> {
              Instant from = from(newest, draft, effective, now);
              Definition before = newest.definition();
              Definition after =
                  NextDefinition.after(
                      before,
                      fields.contains("time_zone") ? draft.timeZone() : before.timeZone(),
                      fields.contains("layers") ? draft.layers() : before.layers(),
                      from,
                      () -> Ids.next(now));
              if (after.equals(before)) {
                return inForce(tx, schedule.id, now);
              }
              mustHaveRoom(schedule);
              schedule.lastVersion++;
              return store.add(
                  tx,
                  new VersionRecord(
                      schedule, Ids.next(now), after, from, caller.actor(), note.strip(), now));
            });
  }

  /** Somebody's script that edits every minute must not fill the history without end. */
  private void mustHaveRoom(ScheduleRecord schedule) {
    if (schedule.lastVersion >= config.versionsPerSchedule()) {
      throw new Precondition(
          "schedule '%s' has had %d versions, the most there may be (schedule-store.versions-per-schedule): go on with a new schedule, or raise the setting"
              .formatted(schedule.name, schedule.lastVersion));
    }
  }

  /** From when on an edit of a draft is in force. */
  static Instant from(
      VersionRecord newest, ScheduleDraft draft, Optional<Instant> effective, Instant now) {
    if (effective.isPresent() && effective.get().isBefore(now)) {
      throw Invalid.field(
          "effective_time",
          "%s is past, and the past is not rewritten: leave it out to change the schedule now"
              .formatted(effective.get()));
    }
    if (effective.isPresent() && effective.get().isAfter(now.plus(FURTHEST))) {
      throw Invalid.field(
          "effective_time", "must lie within the next %d days".formatted(FURTHEST.toDays()));
    }
    Instant from = effective.orElse(now).truncatedTo(ChronoUnit.MICROS);
    Instant since = LayerForm.since(newest.effectiveTime);
    if (!newest.hasBegun(now) && !from.isAfter(since)) {
      throw new Precondition(
          "version %d is planned from %s on: cancel it first, or let this edit begin later"
              .formatted(newest.version, since));
    }
    if (draft.version() > 0 && draft.version() != newest.version) {
      throw new Conflict(
          "the schedule was edited meanwhile: its newest version is %d, made by %s at %s, and this edit is of version %d; load it again"
              .formatted(newest.version, newest.author, newest.createTime, draft.version()));
    }
    return from.isAfter(since) ? from : since.plus(1, ChronoUnit.MICROS);
  }

  Uni<VersionRecord> inForce(Mutiny.Session tx, UUID scheduleId, Instant at) {
    return store.inForce(tx, List.of(scheduleId), at).map(found -> found.get(scheduleId));
  }

  /**
   * A schedule with a version of it; NotFound when there is none.
   *
   * @param version the one in force when 0
   */
  Uni<Stored> get(UUID tenant, UUID id, int version) {
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, id)
                .flatMap(
                    schedule ->
                        (version == 0 ? inForce(tx, id, now) : store.version(tx, id, version))
                            .map(found -> new Stored(schedule, found))));
  }

  /** Schedules by name, with what is in force. */
  Uni<List<Stored>> list(UUID tenant, Optional<NamedEntities.Place> after, int most) {
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            store
                .list(tx, after, most)
                .flatMap(
                    schedules ->
                        store
                            .inForce(tx, schedules.stream().map(each -> each.id).toList(), now)
                            .map(versions -> both(schedules, versions))));
  }

  private static List<Stored> both(
      List<ScheduleRecord> schedules, Map<UUID, VersionRecord> versions) {
    List<Stored> both = new ArrayList<>();
    for (ScheduleRecord schedule : schedules) {
      VersionRecord version = versions.get(schedule.id);
      if (version != null) {
        both.add(new Stored(schedule, version));
      }
    }
    return both;
  }

  /**
   * A page of versions.
   *
   * @param versions the newest first
   * @param until when the first of them ends; empty when no later one is known
   * @param people their participants and authors
   */
  record Page(
      List<VersionRecord> versions, Optional<Instant> until, Map<UUID, People.Known> people) {}

  /** Versions before a number, the newest first; NotFound when there is no such schedule. */
  Uni<Page> of(UUID tenant, UUID scheduleId, int before, int most) {
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, scheduleId)
                .chain(() -> until(tx, scheduleId, before))
                .flatMap(
                    until ->
                        store
                            .versions(tx, scheduleId, before, most)
                            .flatMap(
                                found ->
                                    people
                                        .known(tx, named(found))
                                        .map(known -> new Page(found, until, known)))));
  }

  /** When what is before a version ends: where that version begins. */
  private Uni<Optional<Instant>> until(Mutiny.Session tx, UUID scheduleId, int before) {
    return before == Integer.MAX_VALUE
        ? Uni.createFrom().item(Optional.empty())
        : store
            .version(tx, scheduleId, before)
            .map(version -> Optional.ofNullable(version.effectiveTime));
  }

  private static Set<UUID> named(List<VersionRecord> versions) {
    Set<UUID> named = new HashSet<>();
    for (VersionRecord version : versions) {
      named.addAll(List.of(version.people));
      if (version.author.startsWith("user:")) {
        named.add(UUID.fromString(version.author.substring("user:".length())));
      }
    }
    return named;
  }

  /** Takes back the newest version; Precondition when it is in force or not the newest. */
  Uni<Void> cancel(Caller caller, UUID scheduleId, int number) {
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .lock(tx, scheduleId)
                .chain(() -> store.version(tx, scheduleId, number))
                .invoke(
                    version -> {
                      if (version.hasBegun(database.clock().now())) {
                        throw new Precondition(
                            "version %d is in force since %s: edit the schedule instead"
                                .formatted(number, sinceWhen(version)));
                      }
                    })
                .call(
                    () ->
                        store.newest(tx, scheduleId).invoke(newest -> mustBeNewest(number, newest)))
                .call(version -> store.remove(tx, version))
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            caller.tenantId(),
                            "schedule.cancel_version",
                            "schedules/" + scheduleId,
                            Map.of("version", number)))
                .replaceWithVoid());
  }

  private static void mustBeNewest(int number, VersionRecord newest) {
    if (newest.version != number) {
      throw new Precondition(
          "version %d builds on version %d: cancel it first".formatted(newest.version, number));
    }
  }

  private static String sinceWhen(VersionRecord version) {
    return version.effectiveTime == null ? "the beginning" : version.effectiveTime.toString();
  }
}
