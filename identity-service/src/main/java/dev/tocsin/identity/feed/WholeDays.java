package dev.tocsin.identity.feed;

import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import dev.tocsin.identity.ical.IcalProblem;
import dev.tocsin.identity.ical.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days of events that are told in whole days, for public holidays: those of this year, of the
 * two before and of the two after it. Pure, and slow: for a worker.
 *
 * @param names titles of each day
 * @param timedEvents how many events are told by times of day, and are none of these
 * @param problems events that were left out
 */
record WholeDays(SortedMap<LocalDate, String> names, int timedEvents, List<IcalProblem> problems) {

  private static final int YEARS = 2;
  private static final int MOST_NAMES = 5;
  private static final int LONGEST = 200;
  private static final Duration MARGIN = Duration.ofDays(2);

  /**
   * Reads.
   *
   * @throws BadCalendar when the calendar can be read only in part: days that are missing then
   *     would seem to be no more
   */
  static WholeDays of(IcalCalendar calendar, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.minusYears(YEARS).withDayOfYear(1);
    LocalDate after = today.plusYears(YEARS + 1L).withDayOfYear(1);
    IcalCalendar.Expansion found =
        calendar
            .daysOver(
                first.atStartOfDay().toInstant(ZoneOffset.UTC).minus(MARGIN),
                after.atStartOfDay().toInstant(ZoneOffset.UTC).plus(MARGIN))
            .whole();
    long deadline = System.nanoTime() + IcalBounds.USUAL.time().toNanos();
    SortedMap<LocalDate, List<String>> titles = new TreeMap<>();
    for (Occurrence each : found.occurrences()) {
      if (System.nanoTime() - deadline > 0) {
        throw new BadCalendar("the calendar took too long before all its days were counted");
      }
      if (each.allDay()) {
        String title = title(each);
        later(each.firstDay(), first)
            .datesUntil(later(earlier(each.dayAfter(), after), later(each.firstDay(), first)))
            .forEach(day -> add(titles.computeIfAbsent(day, _ -> new ArrayList<>(1)), title));
      }
    }
    SortedMap<LocalDate, String> names = new TreeMap<>();
    titles.forEach((day, all) -> names.put(day, String.join(", ", all)));
    return new WholeDays(names, calendar.timedEvents(), found.problems());
  }

  private static void add(List<String> titles, String title) {
    if (titles.size() < MOST_NAMES && !titles.contains(title)) {
      titles.add(title);
    }
  }

  private static String title(Occurrence occurrence) {
    String bare = occurrence.event().summary().replace("\0", "").strip();
    String named = bare.isEmpty() ? "Holiday" : bare;
    return named.length() <= LONGEST ? named : named.substring(0, LONGEST);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
