package dev.tocsin.identity.absence;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.notice.Notice;
import dev.tocsin.identity.notice.Notices;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Enters, lists and removes time off. What others do, the person is told. */
@Singleton
class TimesOff {

  /** A page of time off, with the names of the people. */
  record Page(List<TimeOffRecord> found, Map<UUID, String> names) {}

  private final Database database;
  private final AbsenceStore store;
  private final People people;
  private final Notices notices;
  private final AuditLog audit;

  TimesOff(
      @ServiceDatabase("identity") Database database,
      AbsenceStore store,
      People people,
      Notices notices,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.notices = notices;
    this.audit = audit;
  }

  Uni<TimeOffRecord> create(Caller caller, TimeOffRecord time) {
    Seniority.mayActFor(caller, time.userId, "time off");
    return database
        .entities(
            caller.tenantId(),
            tx ->
                people
                    .known(tx, Set.of(time.userId))
                    .invoke(
                        known -> {
                          if (known.isEmpty()) {
                            throw new NotFound("user", time.userId);
                          }
                        })
                    .chain(() -> store.save(tx, time))
                    .call(() -> tell(tx, caller, time, "time_off_added", "You have time off"))
                    .call(
                        () ->
                            audit.record(
                                tx,
                                caller,
                                time.tenantId,
                                "time_off.create",
                                "time-off/" + time.id,
                                Map.of(
                                    "user_id", time.userId.toString(),
                                    "start_time", time.startTime.toString(),
                                    "end_time", time.endTime.toString()))))
        .invoke(notices::wake);
  }

  Uni<Page> list(UUID tenant, Optional<UUID> user, Optional<AbsenceStore.Place> after, int most) {
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            store
                .current(tx, user, now, after, most)
                .flatMap(
                    found ->
                        people
                            .known(
                                tx,
                                found.stream().map(time -> time.userId).collect(Collectors.toSet()))
                            .map(
                                known ->
                                    new Page(
                                        found,
                                        known.entrySet().stream()
                                            .collect(
                                                Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    each -> each.getValue().name()))))));
  }

  /** Removes what of it is to come. */
  Uni<Void> delete(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database
        .entities(
            tenant,
            tx ->
                store
                    .timeOff(tx, id)
                    .invoke(time -> Seniority.mayActFor(caller, time.userId, "time off"))
                    .call(time -> end(tx, time, now))
                    .call(
                        time ->
                            tell(
                                tx,
                                caller,
                                time,
                                "time_off_removed",
                                "Your time off was taken back"))
                    .call(
                        time ->
                            audit.record(
                                tx,
                                caller,
                                tenant,
                                "time_off.delete",
                                "time-off/" + id,
                                Map.of("user_id", time.userId.toString()))))
        .invoke(notices::wake)
        .replaceWithVoid();
  }

  private Uni<Void> end(Mutiny.Session tx, TimeOffRecord time, Instant now) {
    if (!time.endTime.isAfter(now)) {
      throw new Precondition(
          "time off %s ended at %s: the past is not rewritten".formatted(time.id, time.endTime));
    }
    if (time.startTime.isBefore(now)) {
      time.endTime = now;
      return tx.flush();
    }
    return store.remove(tx, time);
  }

  private Uni<Void> tell(
      Mutiny.Session tx, Caller caller, TimeOffRecord time, String kind, String title) {
    if (Seniority.isSelf(caller, time.userId)) {
      return Uni.createFrom().voidItem();
    }
    UUID notice = UUID.nameUUIDFromBytes((time.id + " " + kind).getBytes(StandardCharsets.UTF_8));
    return notices.tell(
        tx,
        time.tenantId,
        List.of(
            new Notice(
                notice,
                time.userId,
                kind,
                title,
                "From %s until %s.%s"
                    .formatted(
                        Notice.time(time.startTime),
                        Notice.time(time.endTime),
                        time.note.isEmpty() ? "" : "\n" + time.note),
                "/schedules")));
  }
}
