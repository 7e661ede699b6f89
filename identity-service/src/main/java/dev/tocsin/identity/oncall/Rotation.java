package dev.tocsin.identity.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * When a layer hands over. Everything is counted on the wall clock from the first hand-off, so that
 * no change of the clocks makes it drift: hours too.
 *
 * @param unit what is counted
 * @param length units of a turn, at least 1
 * @param handoff wall-clock time of the first hand-off, and of each but for hours
 * @param handoffDay weekday of the hand-off for weeks; empty for other units
 * @param startDate day of the first hand-off; for weeks, the first hand-off day on or after it. Its
 *     day of the month is the months' hand-off day; a shorter month's last day stands in for it
 * @param advance which turns count
 */
public record Rotation(
    Unit unit,
    int length,
    LocalTime handoff,
    Optional<DayOfWeek> handoffDay,
    LocalDate startDate,
    Advance advance) {

  /** What a rotation counts. */
  public enum Unit {
    /** Hours of the wall clock. */
    HOUR,
    /** Days. */
    DAY,
    /** Weeks. */
    WEEK,
    /** Months. */
    MONTH;

    private ChronoUnit chrono() {
      return switch (this) {
        case HOUR -> ChronoUnit.HOURS;
        case DAY -> ChronoUnit.DAYS;
        case WEEK -> ChronoUnit.WEEKS;
        case MONTH -> ChronoUnit.MONTHS;
      };
    }
  }

  /** Which turns count. */
  public enum Advance {
    /** All of them, worked or not. */
    BY_CALENDAR,
    /**
     * Those in which the layer's restrictions leave something to work: {@code length} worked days,
     * weeks or months are a turn; by hours, each turn of so many hours that is worked in part.
     */
    BY_SHIFT
  }

  public Rotation {
    if (length < 1) {
      throw new IllegalArgumentException("a turn lasts at least one unit, not " + length);
    }
    if (handoffDay.isPresent() != (unit == Unit.WEEK)) {
      throw new IllegalArgumentException("a hand-off day is for weeks, and weeks have one");
    }
  }

  /** A rotation by the calendar, by hours, days or months. */
  public static Rotation every(int length, Unit unit, LocalTime handoff, LocalDate startDate) {
    return new Rotation(unit, length, handoff, Optional.empty(), startDate, Advance.BY_CALENDAR);
  }

  /** A rotation by the calendar that advances every {@code length} days. */
  public static Rotation daily(int length, LocalTime handoff, LocalDate startDate) {
    return every(length, Unit.DAY, handoff, startDate);
  }

  /** A rotation by the calendar that advances every {@code length} weeks. */
  public static Rotation weekly(
      int length, LocalTime handoff, DayOfWeek handoffDay, LocalDate startDate) {
    return new Rotation(
        Unit.WEEK, length, handoff, Optional.of(handoffDay), startDate, Advance.BY_CALENDAR);
  }

  /** The same by worked shifts. */
  public Rotation byShift() {
    return new Rotation(unit, length, handoff, handoffDay, startDate, Advance.BY_SHIFT);
  }

  /**
   * The first instant of turn {@code number} by the calendar; numbers below 0 lie before the first
   * turn, and nobody has them.
   */
  public Instant start(long number, ZoneId zone) {
    return WallClock.instant(local(number, length), zone);
  }

  /** The number of the turn by the calendar in which an instant lies; negative before the first. */
  public long number(Instant instant, ZoneId zone) {
    return number(instant, zone, length);
  }

  /** The same when a turn lasts so many units. */
  long number(Instant instant, ZoneId zone, int units) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    long number = Math.floorDiv(elapsed(local), (long) units);
    while (WallClock.instant(local(number, units), zone).isAfter(instant)) {
      number--;
    }
    while (!WallClock.instant(local(number + 1, units), zone).isAfter(instant)) {
      number++;
    }
    return number;
  }

  /** Whole units since the first hand-off, one off at most. */
  private long elapsed(LocalDateTime local) {
    return switch (unit) {
      case HOUR -> Math.floorDiv(ChronoUnit.MINUTES.between(first(), local), 60L);
      case DAY -> ChronoUnit.DAYS.between(first().toLocalDate(), local.toLocalDate());
      case WEEK ->
          Math.floorDiv(ChronoUnit.DAYS.between(first().toLocalDate(), local.toLocalDate()), 7L);
      case MONTH ->
          12L * (local.getYear() - startDate.getYear())
              + local.getMonthValue()
              - startDate.getMonthValue();
    };
  }

  /** When turn {@code number} starts on the wall clock. */
  LocalDateTime local(long number, int units) {
    return first().plus(Math.multiplyExact(number, (long) units), unit.chrono());
  }

  private LocalDateTime first() {
    return handoffDay
        .map(day -> startDate.with(TemporalAdjusters.nextOrSame(day)))
        .orElse(startDate)
        .atTime(handoff);
  }
}
