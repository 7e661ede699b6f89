package dev.tocsin.identity.schedule;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Schedules and their versions in the database. Transactions are bound to the tenant. */
@Singleton
class ScheduleStore {

  Uni<ScheduleRecord> add(Mutiny.Session tx, ScheduleRecord schedule) {
    return tx.persist(schedule).chain(() -> save(tx, schedule));
  }

  /** Writes what was changed; Conflict when the name is taken. */
  Uni<ScheduleRecord> save(Mutiny.Session tx, ScheduleRecord schedule) {
    return tx.flush()
        .replaceWith(schedule)
        .plug(
            Duplicates.of(
                "schedule_name", "a schedule named '" + schedule.name + "' exists already"));
  }

  /** NotFound when there is none. */
  Uni<ScheduleRecord> get(Mutiny.Session tx, UUID id) {
    return tx.find(ScheduleRecord.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("schedule", id));
  }

  /** The same, locked until the transaction ends: edits and new overrides come one by one. */
  Uni<ScheduleRecord> lock(Mutiny.Session tx, UUID id) {
    return tx.find(ScheduleRecord.class, id, LockModeType.PESSIMISTIC_WRITE)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("schedule", id));
  }

  /** Removes the schedule; the database removes its versions and overrides. */
  Uni<Void> remove(Mutiny.Session tx, ScheduleRecord schedule) {
    return tx.remove(schedule).chain(tx::flush);
  }

  /** Schedules by name. */
  Uni<List<ScheduleRecord>> list(Mutiny.Session tx, Optional<NamedEntities.Place> after, int most) {
    var select =
        tx.createQuery(
                "from ScheduleRecord s "
                    + (after.isEmpty()
                        ? ""
                        : "where s.name > :name or (s.name = :name and s.id > :id) ")
                    + "order by s.name, s.id",
                ScheduleRecord.class)
            .setMaxResults(most);
    after.ifPresent(
        place -> select.setParameter("name", place.name()).setParameter("id", place.id()));
    return select.getResultList();
  }

  /** Names of these schedules by id; those that are not there are left out. */
  Uni<Map<UUID, String>> names(Mutiny.Session tx, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : tx.createQuery("from ScheduleRecord s where s.id in :ids", ScheduleRecord.class)
            .setParameter("ids", ids)
            .getResultList()
            .map(
                found ->
                    found.stream().collect(Collectors.toMap(each -> each.id, each -> each.name)));
  }

  /**
   * Schedules that may give this person turns in the range: those with a version or an override
   * that names them, and those with imported calendars.
   */
  Uni<List<UUID>> naming(Mutiny.Session tx, UUID userId, Instant from, Instant until) {
    return tx.createNativeQuery(
            """
            select schedule_id from identity.schedule_version
            where cast(array[cast(?1 as uuid)] as uuid[]) <@ people or cardinality(feeds) > 0
            union
            select schedule_id from identity.schedule_override
            where user_id = ?1 and end_time > ?2 and start_time < ?3
            """,
            UUID.class)
        .setParameter(1, userId)
        .setParameter(2, from)
        .setParameter(3, until)
        .getResultList();
  }

  /**
   * Schedules of whose people this one is now or will be: named by the version in force or a later
   * one, by an override that is not over, or by an event to come of a calendar that they import.
   */
  Uni<List<UUID>> of(Mutiny.Session tx, UUID userId, Instant now) {
    return tx.createNativeQuery(
            """
            select s.id from identity.schedule s
            cross join lateral (select coalesce((
              select w.version from identity.schedule_version w
              where w.schedule_id = s.id and coalesce(w.effective_time, '-infinity') <= ?2
              order by w.version desc limit 1), 1) as version) f
            where exists (
              select 1 from identity.schedule_version v
              where v.schedule_id = s.id and v.version >= f.version
                and (cast(?1 as uuid) = any (v.people) or exists (
                  select 1 from identity.calendar_feed_event e
                  where e.feed_id = any (v.feeds) and e.end_time > ?2
                    and cast(?1 as uuid) = any (e.user_ids))))
            union
            select schedule_id from identity.schedule_override
            where user_id = ?1 and end_time > ?2
            """,
            UUID.class)
        .setParameter(1, userId)
        .setParameter(2, now)
        .getResultList();
  }

  Uni<VersionRecord> add(Mutiny.Session tx, VersionRecord version) {
    return tx.persist(version).chain(tx::flush).replaceWith(version);
  }

  /** The newest version, in force or planned. */
  Uni<VersionRecord> newest(Mutiny.Session tx, UUID scheduleId) {
    return tx.createQuery(
            "from VersionRecord v where v.scheduleId = :schedule order by v.version desc",
            VersionRecord.class)
        .setParameter("schedule", scheduleId)
        .setMaxResults(1)
        .getSingleResult();
  }

  /** A version by number; NotFound when there is none. */
  Uni<VersionRecord> version(Mutiny.Session tx, UUID scheduleId, int version) {
    return tx.createQuery(
            "from VersionRecord v where v.scheduleId = :schedule and v.version = :version",
            VersionRecord.class)
        .setParameter("schedule", scheduleId)
        .setParameter("version", version)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("version of schedule " + scheduleId, version));
  }

  /** Versions before a number, the newest first. */
  Uni<List<VersionRecord>> versions(Mutiny.Session tx, UUID scheduleId, int before, int most) {
    return tx.createQuery(
            "from VersionRecord v where v.scheduleId = :schedule and v.version < :before"
                + " order by v.version desc",
            VersionRecord.class)
        .setParameter("schedule", scheduleId)
        .setParameter("before", before)
        .setMaxResults(most)
        .getResultList();
  }

  /** The versions of these schedules in force at an instant, by schedule. */
  Uni<Map<UUID, VersionRecord>> inForce(Mutiny.Session tx, Collection<UUID> ids, Instant at) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : tx.createQuery(
                """
                from VersionRecord v where v.scheduleId in :schedules and v.version =
                  (select max(w.version) from VersionRecord w where w.scheduleId = v.scheduleId
                   and (w.effectiveTime is null or w.effectiveTime <= :at))
                """,
                VersionRecord.class)
            .setParameter("schedules", ids)
            .setParameter("at", at)
            .getResultList()
            .map(
                found ->
                    found.stream()
                        .collect(Collectors.toMap(each -> each.scheduleId, Function.identity())));
  }

  Uni<Void> remove(Mutiny.Session tx, VersionRecord version) {
    return tx.remove(version).chain(tx::flush);
  }
}
