package dev.tocsin.identity.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A rotation that hands over at a wall-clock time. Turns are counted in calendar days from the
 * first one, so that no change of the clocks makes them drift.
 *
 * @param turnDays days that a turn lasts, at least 1
 * @param handoff wall-clock time of the hand-off
 * @param handoffDay day of the hand-off for rotations by weeks; empty for rotations by days
 * @param startDate first day of the first turn; by weeks, the first hand-off day on or after it
 *     counts
 */
public record Rotation(
    int turnDays, LocalTime handoff, Optional<DayOfWeek> handoffDay, LocalDate startDate) {

  public Rotation {
    if (turnDays < 1) {
      throw new IllegalArgumentException("a turn lasts at least one day, not " + turnDays);
    }
  }

  /** A rotation that advances every {@code length} days. */
  public static Rotation daily(int length, LocalTime handoff, LocalDate startDate) {
    return new Rotation(length, handoff, Optional.empty(), startDate);
  }

  /** A rotation that advances every {@code length} weeks. */
  public static Rotation weekly(
      int length, LocalTime handoff, DayOfWeek handoffDay, LocalDate startDate) {
    return new Rotation(Math.multiplyExact(7, length), handoff, Optional.of(handoffDay), startDate);
  }

  /** When turn {@code number} starts, for a number of 0 or more. */
  Instant start(long number, ZoneId zone) {
    LocalDate day = firstDay().plusDays(Math.multiplyExact(number, (long) turnDays));
    return instantOf(day.atTime(handoff), zone);
  }

  /** The number of the turn in force at an instant; negative before the first. */
  long number(Instant instant, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    long number = Math.floorDiv(ChronoUnit.DAYS.between(firstDay(), day), (long) turnDays);
    while (start(number, zone).isAfter(instant)) {
      number--;
    }
    while (!start(number + 1, zone).isAfter(instant)) {
      number++;
    }
    return number;
  }

  private LocalDate firstDay() {
    return handoffDay
        .map(day -> startDate.with(TemporalAdjusters.nextOrSame(day)))
        .orElse(startDate);
  }

  /** A skipped wall-clock time means the first instant after the gap, a repeated one the first. */
  private static Instant instantOf(LocalDateTime wallClock, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wallClock);
    return change != null && change.isGap()
        ? change.getInstant()
        : wallClock.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
