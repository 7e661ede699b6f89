package dev.tocsin.identity.feed;

import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import dev.tocsin.identity.ical.IcalProblem;
import dev.tocsin.identity.ical.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a text says of the time around {@code now}. Pure, and slow: for a worker.
 *
 * @param name what the calendar calls itself
 * @param problems what was left out
 */
record Reading(String name, List<Shift> shifts, List<String> problems) {

  /** Shifts that are over already are taken up only from so long ago, at the first reading. */
  private static final Duration PAST = Duration.ofDays(30);

  private static final int MOST_PROBLEMS = 50;
  private static final int LONGEST = 500;

  /**
   * Reads.
   *
   * @throws BadCalendar when the text is no calendar, or more than can be read as a whole: what is
   *     missing then would seem to be no more
   */
  static Reading of(String text, ZoneId zone, Directory people, Instant now, Duration ahead) {
    IcalCalendar calendar = IcalCalendar.read(text, zone, IcalBounds.USUAL);
    IcalCalendar.Expansion found = calendar.over(now.minus(PAST), now.plus(ahead)).whole();
    List<Shift> shifts = new ArrayList<>();
    for (Occurrence each : found.occurrences()) {
      if (each.start().isBefore(each.end())) {
        Directory.Meant meant = people.meant(each.event());
        shifts.add(
            new Shift(
                each.start(),
                each.end(),
                cut(each.event().summary()),
                meant.users(),
                meant.unmapped().stream().map(Reading::cut).toList()));
      }
    }
    return new Reading(cut(calendar.name()), List.copyOf(shifts), told(found.problems()));
  }

  private static List<String> told(List<IcalProblem> problems) {
    List<String> told =
        new ArrayList<>(problems.stream().limit(MOST_PROBLEMS).map(IcalProblem::toString).toList());
    if (problems.size() > MOST_PROBLEMS) {
      told.add("and %d more".formatted(problems.size() - MOST_PROBLEMS));
    }
    return List.copyOf(told);
  }

  private static String cut(String text) {
    String bare = text.replace("\0", "");
    return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST);
  }
}
