package dev.tocsin.identity.absence;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Attaches public holidays to people and schedules. */
@Singleton
class HolidayCalendars {

  /**
   * Days of an imported calendar.
   *
   * @param timedEvents how many of its events are no whole days, and are left out
   */
  record Imported(List<PublicHolidays.Day> days, int timedEvents) {}

  private static final String REGION = "calendar.region";

  private final Database database;
  private final AbsenceStore store;
  private final PublicHolidays holidays;
  private final People people;
  private final AuditLog audit;

  HolidayCalendars(
      @ServiceDatabase("identity") Database database,
      AbsenceStore store,
      PublicHolidays holidays,
      People people,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.holidays = holidays;
    this.people = people;
    this.audit = audit;
  }

  /** Attaches holidays to a person or else to a schedule, in place of what was attached before. */
  Uni<HolidayRecord> set(
      Caller caller, Optional<UUID> user, Optional<UUID> schedule, Source source) {
    may(caller, user);
    Instant now = database.clock().now();
    return mustBeKnown(source, now)
        .chain(
            () ->
                database.entities(
                    caller.tenantId(),
                    tx ->
                        mustExist(tx, user, schedule)
                            .chain(() -> feedMustExist(tx, source))
                            .chain(() -> store.calendarOf(tx, user, schedule))
                            .map(
                                found ->
                                    found.orElseGet(
                                        () ->
                                            new HolidayRecord(
                                                caller.tenantId(),
                                                Ids.next(now),
                                                user.orElse(null),
                                                schedule.orElse(null),
                                                now)))
                            .invoke(
                                record -> {
                                  record.region = source.region();
                                  record.feedId = source.feed().orElse(null);
                                  record.createdBy = caller.actor();
                                  record.createTime = now;
                                })
                            .flatMap(record -> store.save(tx, record))
                            .call(record -> record(tx, caller, record, "holiday_calendar.set"))));
  }

  private Uni<Void> mustBeKnown(Source source, Instant now) {
    return source.feed().isPresent()
        ? Uni.createFrom().voidItem()
        : holidays.mustBeKnown(REGION, source.region(), now.atOffset(ZoneOffset.UTC).getYear());
  }

  private Uni<Void> feedMustExist(Mutiny.Session tx, Source source) {
    return source
        .feed()
        .map(feed -> store.timedEvents(tx, feed).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** What an imported calendar says of a year; fails with NotFound when there is none. */
  Uni<Imported> imported(UUID tenant, UUID feed, int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return database.entities(
        tenant,
        tx ->
            store
                .timedEvents(tx, feed)
                .flatMap(
                    timed ->
                        store
                            .days(tx, feed, first, first.plusYears(1).minusDays(1))
                            .map(days -> new Imported(days, timed))));
  }

  private static void may(Caller caller, Optional<UUID> user) {
    if (user.isPresent()) {
      Seniority.mayActFor(caller, user.get(), "public holidays");
    } else if (!Seniority.isAtLeast(caller, Role.ROLE_MANAGER)) {
      throw new Denied(
          "public holidays of a schedule are everybody's on it: it takes " + Role.ROLE_MANAGER);
    }
  }

  private Uni<Void> mustExist(Mutiny.Session tx, Optional<UUID> user, Optional<UUID> schedule) {
    return user.map(
            id ->
                people
                    .known(tx, Set.of(id))
                    .invoke(
                        known -> {
                          if (known.isEmpty()) {
                            throw new NotFound("user", id);
                          }
                        })
                    .replaceWithVoid())
        .orElseGet(() -> store.scheduleMustExist(tx, schedule.orElseThrow()));
  }

  Uni<List<HolidayRecord>> list(UUID tenant) {
    return database.entities(tenant, store::calendars);
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .calendar(tx, id)
                .invoke(record -> may(caller, Optional.ofNullable(record.userId)))
                .call(record -> store.remove(tx, record))
                .call(record -> record(tx, caller, record, "holiday_calendar.delete"))
                .replaceWithVoid());
  }

  private Uni<Void> record(Mutiny.Session tx, Caller caller, HolidayRecord record, String action) {
    String owner =
        record.userId == null ? "schedules/" + record.scheduleId : "users/" + record.userId;
    return audit.record(tx, caller, record.tenantId, action, owner + "/holidays", source(record));
  }

  private static Map<String, String> source(HolidayRecord record) {
    return record.feedId == null
        ? Map.of("region", record.region)
        : Map.of("feed_id", record.feedId.toString());
  }
}
