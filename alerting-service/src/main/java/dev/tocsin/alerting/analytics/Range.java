package dev.tocsin.alerting.analytics;

import dev.tocsin.platform.error.Invalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report is about.
 *
 * @param from the first instant
 * @param until the first instant after it
 * @param zone that of the days
 */
record Range(Instant from, Instant until, ZoneId zone) {

  static final Duration USUAL = Duration.ofDays(30);
  static final Duration LONGEST = Duration.ofDays(184);

  private static final LocalTime NIGHT_BEGINS = LocalTime.of(22, 0);
  private static final LocalTime NIGHT_ENDS = LocalTime.of(6, 0);

  Range {
    if (!from.isBefore(until)) {
      throw Invalid.field("end_time", "is not after the start, %s".formatted(from));
    }
    if (Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          "start_time",
          "a report is over at most %d days: begin at %s or later"
              .formatted(LONGEST.toDays(), until.minus(LONGEST)));
    }
  }

  /** The zone of this name; UTC when it is empty. Fails with {@code Invalid}. */
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.isEmpty() ? "UTC" : name);
    } catch (DateTimeException e) {
      throw Invalid.field(
          "time_zone",
          "'%s' is no time zone: give an IANA name, for example Europe/Vienna".formatted(name));
    }
  }

  /** Every day of which a part is in the range, in order. */
  List<LocalDate> days() {
    LocalDate last = until.minusNanos(1).atZone(zone).toLocalDate();
    return from.atZone(zone).toLocalDate().datesUntil(last.plusDays(1)).toList();
  }

  /** When each of the days begins; the first with the range. */
  List<Instant> dayStarts() {
    List<Instant> starts = new ArrayList<>();
    days().forEach(day -> starts.add(day.atStartOfDay(zone).toInstant()));
    starts.set(0, from);
    return starts;
  }

  /** The nights of somebody who lives in a zone, as PostgreSQL writes a {@code tstzmultirange}. */
  String nights(ZoneId home) {
    StringBuilder nights = new StringBuilder("{");
    LocalDate last = until.atZone(home).toLocalDate();
    for (LocalDate day = from.atZone(home).toLocalDate().minusDays(1);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      Instant begins = ZonedDateTime.of(day, NIGHT_BEGINS, home).toInstant();
      Instant ends = ZonedDateTime.of(day.plusDays(1), NIGHT_ENDS, home).toInstant();
      nights.append(nights.length() == 1 ? "[" : ",[").append(begins).append(',').append(ends);
      nights.append(')');
    }
    return nights.append('}').toString();
  }
}
