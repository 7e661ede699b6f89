package dev.tocsin.identity.schedule;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Schedules and overrides in the database. Transactions are bound to the tenant. */
@ApplicationScoped
class ScheduleStore {

  private static final NamedEntities<ScheduleRecord> SCHEDULES =
      new NamedEntities<>(ScheduleRecord.class, "schedule", "layers");

  /** Where a page goes on: after the override with this start and id. */
  record OverridePlace(Instant startTime, UUID id) {}

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

  /** The schedule with its layers; NotFound when there is none. */
  Uni<ScheduleRecord> get(Mutiny.Session tx, UUID id) {
    return SCHEDULES.get(tx, id);
  }

  /** Removes the schedule; the database removes its overrides. */
  Uni<Void> remove(Mutiny.Session tx, ScheduleRecord schedule) {
    return tx.remove(schedule).chain(tx::flush);
  }

  /** Schedules by name, with their layers. */
  Uni<List<ScheduleRecord>> list(Mutiny.Session tx, Optional<NamedEntities.Place> after, int most) {
    return SCHEDULES.list(tx, after, most);
  }

  Uni<OverrideRecord> add(Mutiny.Session tx, OverrideRecord override) {
    return tx.persist(override).chain(tx::flush).replaceWith(override);
  }

  /** Removes an override of this schedule; NotFound when it has no such. */
  Uni<Void> removeOverride(Mutiny.Session tx, UUID scheduleId, UUID id) {
    return tx.find(OverrideRecord.class, id)
        .map(found -> found != null && found.scheduleId.equals(scheduleId) ? found : null)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("override", id))
        .call(tx::remove)
        .call(tx::flush)
        .replaceWithVoid();
  }

  /** Overrides that are not over at this instant, by start. */
  Uni<List<OverrideRecord>> current(
      Mutiny.Session tx, UUID scheduleId, Instant now, Optional<OverridePlace> after, int most) {
    var select =
        tx.createQuery(
                "from OverrideRecord o where o.scheduleId = :schedule and o.endTime > :now "
                    + (after.isEmpty()
                        ? ""
                        : "and (o.startTime > :start or (o.startTime = :start and o.id > :id)) ")
                    + "order by o.startTime, o.id",
                OverrideRecord.class)
            .setParameter("schedule", scheduleId)
            .setParameter("now", now)
            .setMaxResults(most);
    after.ifPresent(
        place -> select.setParameter("start", place.startTime()).setParameter("id", place.id()));
    return select.getResultList();
  }

  /** How many overrides are not over at this instant. */
  Uni<Long> count(Mutiny.Session tx, UUID scheduleId, Instant now) {
    return tx.createQuery(
            "select count(*) from OverrideRecord o"
                + " where o.scheduleId = :schedule and o.endTime > :now",
            Long.class)
        .setParameter("schedule", scheduleId)
        .setParameter("now", now)
        .getSingleResult();
  }

  /** Schedules with their layers, by name; those that are not there are left out. */
  Uni<List<ScheduleRecord>> several(Mutiny.Session tx, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.createQuery(
                "from ScheduleRecord s left join fetch s.layers where s.id in :ids"
                    + " order by s.name, s.id",
                ScheduleRecord.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  /** Schedules that give this person turns, or an override that touches the range. */
  Uni<List<UUID>> naming(Mutiny.Session tx, UUID userId, Range range) {
    return tx.createNativeQuery(
            """
            select schedule_id from identity.schedule_layer where ?1 = any (participants)
            union
            select schedule_id from identity.schedule_override
            where user_id = ?1 and end_time > ?2 and start_time < ?3
            """,
            UUID.class)
        .setParameter(1, userId)
        .setParameter(2, range.from())
        .setParameter(3, range.until())
        .getResultList();
  }

  /** Overrides of these schedules that lie in part between the two times. */
  Uni<List<OverrideRecord>> touching(
      Mutiny.Session tx, Collection<UUID> scheduleIds, Instant from, Instant until) {
    return scheduleIds.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.createQuery(
                "from OverrideRecord o where o.scheduleId in :schedules"
                    + " and o.endTime > :from and o.startTime < :until",
                OverrideRecord.class)
            .setParameter("schedules", scheduleIds)
            .setParameter("from", from)
            .setParameter("until", until)
            .getResultList();
  }

  /** All overrides of these schedules. */
  Uni<List<OverrideRecord>> overrides(Mutiny.Session tx, Collection<UUID> scheduleIds) {
    return scheduleIds.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.createQuery(
                "from OverrideRecord o where o.scheduleId in :schedules", OverrideRecord.class)
            .setParameter("schedules", scheduleIds)
            .getResultList();
  }
}
