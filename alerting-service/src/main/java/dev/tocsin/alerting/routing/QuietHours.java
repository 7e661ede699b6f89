package dev.tocsin.alerting.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hours in which nobody is paged, by the wall clock of their zone: a time that a change of the
 * clocks skips counts as the first instant after the gap, one that comes twice as its first.
 *
 * @param start first minute
 * @param end first minute that is quiet no more; not after {@code start} means on the next day
 * @param weekdays days on which they start; every day when empty
 */
public record QuietHours(LocalTime start, LocalTime end, Set<DayOfWeek> weekdays, ZoneId zone) {

  /** Hours that follow on each other without a gap for longer than this never end. */
  private static final int DAYS = 8;

  /** Copies the days. */
  public QuietHours {
    weekdays = Set.copyOf(weekdays);
  }

  /**
   * The first instant, from {@code at} on, that none of the hours covers; empty when they leave no
   * minute of the week.
   */
  public static Optional<Instant> over(List<QuietHours> hours, Instant at) {
    Instant free = at;
    Instant tooLate = at.plusSeconds(DAYS * 86_400L);
    boolean moved = true;
    while (moved) {
      moved = false;
      for (QuietHours each : hours) {
        Optional<Instant> end = each.endAround(free);
        if (end.isPresent()) {
          free = end.get();
          moved = true;
        }
      }
      if (free.isAfter(tooLate)) {
        return Optional.empty();
      }
    }
    return Optional.of(free);
  }

  /** The first instant after {@code at} at which any of the hours may begin or end. */
  public static Instant nextEdge(List<QuietHours> hours, Instant at) {
    Instant next = at.plusSeconds(DAYS * 86_400L);
    for (QuietHours each : hours) {
      LocalDate today = LocalDate.ofInstant(at, each.zone);
      for (int days = -1; days <= DAYS; days++) {
        LocalDate day = today.plusDays(days);
        if (each.weekdays.isEmpty() || each.weekdays.contains(day.getDayOfWeek())) {
          next = earlier(next, each.instant(day, each.start), at);
          next = earlier(next, each.instant(each.lastDay(day), each.end), at);
        }
      }
    }
    return next;
  }

  private static Instant earlier(Instant known, Instant edge, Instant after) {
    return edge.isAfter(after) && edge.isBefore(known) ? edge : known;
  }

  private LocalDate lastDay(LocalDate day) {
    return end.isAfter(start) ? day : day.plusDays(1);
  }

  /** The end of the hours that cover the instant. */
  private Optional<Instant> endAround(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, zone);
    for (LocalDate day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
      if (!weekdays.isEmpty() && !weekdays.contains(day.getDayOfWeek())) {
        continue;
      }
      Instant from = instant(day, start);
      Instant until = instant(lastDay(day), end);
      if (!from.isAfter(at) && until.isAfter(at)) {
        return Optional.of(until);
      }
    }
    return Optional.empty();
  }

  private Instant instant(LocalDate day, LocalTime time) {
    var gap = zone.getRules().getTransition(day.atTime(time));
    return gap != null && gap.isGap()
        ? gap.getInstant()
        : ZonedDateTime.of(day, time, zone).toInstant();
  }
}
