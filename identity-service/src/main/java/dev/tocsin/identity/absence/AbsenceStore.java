package dev.tocsin.identity.absence;

import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Time off and holiday calendars in the database, in transactions bound to the tenant. */
@Singleton
class AbsenceStore {

  /** Where a page goes on: after the time off with this start and id. */
  record Place(Instant start, UUID id) {}

  private static final int MOST_CALENDARS = 10_000;

  /** Adds or writes one. */
  <T> Uni<T> save(Mutiny.Session tx, T record) {
    return tx.persist(record).chain(tx::flush).replaceWith(record);
  }

  <T> Uni<Void> remove(Mutiny.Session tx, T record) {
    return tx.remove(record).chain(tx::flush);
  }

  /** NotFound when there is none. */
  Uni<TimeOffRecord> timeOff(Mutiny.Session tx, UUID id) {
    return tx.find(TimeOffRecord.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("time off", id));
  }

  /** NotFound when there is none. */
  Uni<HolidayRecord> calendar(Mutiny.Session tx, UUID id) {
    return tx.find(HolidayRecord.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("holiday calendar", id));
  }

  /** Time off that is not over, by start. */
  Uni<List<TimeOffRecord>> current(
      Mutiny.Session tx, Optional<UUID> user, Instant now, Optional<Place> after, int most) {
    var select =
        tx.createQuery(
                "from TimeOffRecord t where t.endTime > :now"
                    + (user.isPresent() ? " and t.userId = :user" : "")
                    + (after.isPresent()
                        ? " and (t.startTime > :start or (t.startTime = :start and t.id > :id))"
                        : "")
                    + " order by t.startTime, t.id",
                TimeOffRecord.class)
            .setParameter("now", now)
            .setMaxResults(most);
    user.ifPresent(id -> select.setParameter("user", id));
    after.ifPresent(
        place -> select.setParameter("start", place.start()).setParameter("id", place.id()));
    return select.getResultList();
  }

  /** Time off of these people that touches the range. */
  Uni<List<TimeOffRecord>> touching(
      Mutiny.Session tx, Collection<UUID> people, Instant from, Instant until) {
    return people.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.createQuery(
                "from TimeOffRecord t where t.userId in :people and t.endTime > :from"
                    + " and t.startTime < :until order by t.startTime, t.id",
                TimeOffRecord.class)
            .setParameter("people", people)
            .setParameter("from", from)
            .setParameter("until", until)
            .getResultList();
  }

  /** The calendar of a person, or of a schedule. */
  Uni<Optional<HolidayRecord>> calendarOf(
      Mutiny.Session tx, Optional<UUID> user, Optional<UUID> schedule) {
    String owner = user.isPresent() ? "h.userId" : "h.scheduleId";
    return tx.createQuery("from HolidayRecord h where " + owner + " = :owner", HolidayRecord.class)
        .setParameter("owner", user.or(() -> schedule).orElseThrow())
        .getResultList()
        .map(found -> found.stream().findFirst());
  }

  Uni<List<HolidayRecord>> calendars(Mutiny.Session tx) {
    return tx.createQuery(
            "from HolidayRecord h order by h.userId nulls last, h.id", HolidayRecord.class)
        .setMaxResults(MOST_CALENDARS)
        .getResultList();
  }

  /** Those of these people, and of these schedules. */
  Uni<List<HolidayRecord>> calendars(
      Mutiny.Session tx, Collection<UUID> people, Collection<UUID> schedules) {
    return people.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.createQuery(
                "from HolidayRecord h where h.userId in :people or h.scheduleId in :schedules",
                HolidayRecord.class)
            .setParameter("people", people)
            .setParameter("schedules", schedules.isEmpty() ? people : schedules)
            .getResultList();
  }

  /** The days of an imported calendar from one until another, both included, by date. */
  Uni<List<PublicHolidays.Day>> days(
      Mutiny.Session tx, UUID feed, LocalDate first, LocalDate last) {
    return tx.createNativeQuery(
            "select cast(day as text) || name from identity.calendar_feed_day where feed_id = ?1"
                + " and day between cast(cast(?2 as text) as date)"
                + " and cast(cast(?3 as text) as date) order by day",
            String.class)
        .setParameter(1, feed)
        .setParameter(2, first.toString())
        .setParameter(3, last.toString())
        .getResultList()
        .map(rows -> rows.stream().map(AbsenceStore::day).toList());
  }

  private static PublicHolidays.Day day(String row) {
    int date = "2000-01-01".length();
    return new PublicHolidays.Day(LocalDate.parse(row.substring(0, date)), row.substring(date));
  }

  /** How many events of an imported calendar are no whole days; NotFound when there is none. */
  Uni<Integer> timedEvents(Mutiny.Session tx, UUID feed) {
    return tx.createNativeQuery(
            "select timed_events from identity.calendar_feed where id = ?1", Integer.class)
        .setParameter(1, feed)
        .getResultList()
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new NotFound("imported calendar", feed);
              }
              return found.getFirst();
            });
  }

  /** Whether there is such a schedule. */
  Uni<Void> scheduleMustExist(Mutiny.Session tx, UUID id) {
    return tx.createNativeQuery("select id from identity.schedule where id = ?1", UUID.class)
        .setParameter(1, id)
        .getResultList()
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw new NotFound("schedule", id);
              }
            })
        .replaceWithVoid();
  }
}
