package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Overrides in the database. Transactions are bound to the tenant. */
@Singleton
class OverrideStore {

  /** Where a page goes on: after the override with this start and id. */
  record Place(Instant startTime, UUID id) {}

  Uni<OverrideRecord> add(Mutiny.Session tx, OverrideRecord override) {
    return tx.persist(override).chain(tx::flush).replaceWith(override);
  }

  /** An override of this schedule; NotFound when it has no such. */
  Uni<OverrideRecord> get(Mutiny.Session tx, UUID scheduleId, UUID id) {
    return tx.find(OverrideRecord.class, id)
        .map(found -> found != null && found.scheduleId.equals(scheduleId) ? found : null)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("override", id));
  }

  Uni<Void> remove(Mutiny.Session tx, OverrideRecord override) {
    return tx.remove(override).chain(tx::flush);
  }

  /** Overrides that are not over at this instant, by start. */
  Uni<List<OverrideRecord>> current(
      Mutiny.Session tx, UUID scheduleId, Instant now, Optional<Place> after, int most) {
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
}
