package dev.tocsin.identity.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * Occurrences that do not take place as the series says: told by their instant, or by their day
 * where either side knows no more than the day. In UTC or by the wall clock is all the same.
 */
final class Exceptions {

  private final Set<Instant> instants = new HashSet<>();
  private final Set<LocalDate> days = new HashSet<>();
  private final Set<LocalDate> daysOfInstants = new HashSet<>();

  void add(Stamp stamp) {
    if (stamp.isDate()) {
      days.add(day(stamp));
    } else {
      instants.add(stamp.instant());
      daysOfInstants.add(day(stamp));
    }
  }

  boolean has(Stamp occurrence) {
    return days.contains(day(occurrence))
        || (occurrence.isDate()
            ? daysOfInstants.contains(day(occurrence))
            : instants.contains(occurrence.instant()));
  }

  private static LocalDate day(Stamp stamp) {
    return stamp.local().toLocalDate();
  }
}
