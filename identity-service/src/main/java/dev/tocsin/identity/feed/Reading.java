package dev.tocsin.identity.feed;

import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import dev.tocsin.identity.ical.IcalEvent;
import dev.tocsin.identity.ical.IcalProblem;
import dev.tocsin.identity.ical.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a text says of the time around {@code now}. Pure, and slow: for a worker.
 *
 * @param name what the calendar calls itself
 * @param days its whole days; empty when they can be told only in part
 * @param problems what was left out
 */
record Reading(String name, List<Shift> shifts, Optional<WholeDays> days, List<String> problems) {

  /** Shifts that are over already are taken up only from so long ago, at the first reading. */
  private static final Duration PAST = Duration.ofDays(30);

  private static final int MOST_PROBLEMS = 20;
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
    long deadline = System.nanoTime() + IcalBounds.USUAL.time().toNanos();
    IdentityHashMap<IcalEvent, Said> said = new IdentityHashMap<>();
    List<Shift> shifts = new ArrayList<>();
    for (Occurrence each : found.occurrences()) {
      if (each.start().isBefore(each.end())) {
        Said what = said.computeIfAbsent(each.event(), event -> Said.by(event, people, deadline));
        shifts.add(
            new Shift(each.start(), each.end(), what.summary(), what.users(), what.unmapped()));
      }
    }
    List<IcalProblem> problems = new ArrayList<>(found.problems());
    Optional<WholeDays> days = Optional.empty();
    try {
      WholeDays read = WholeDays.of(calendar, now);
      Set<IcalProblem> known = Set.copyOf(found.problems());
      read.problems().stream().filter(each -> !known.contains(each)).forEach(problems::add);
      days = Optional.of(read);
    } catch (BadCalendar e) {
      problems.addFirst(
          new IcalProblem("whole days", "they stay as they were, for " + e.getMessage()));
    }
    return new Reading(cut(calendar.name()), List.copyOf(shifts), days, told(problems));
  }

  /** What an event says, the same at each of its times. */
  private record Said(String summary, List<UUID> users, List<String> unmapped) {

    static Said by(IcalEvent event, Directory people, long deadline) {
      if (System.nanoTime() - deadline > 0) {
        throw new BadCalendar("the calendar took too long before all its names were looked up");
      }
      Directory.Meant meant = people.meant(event);
      return new Said(
          cut(event.summary()),
          meant.users(),
          meant.unmapped().stream().map(Reading::cut).toList());
    }
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
