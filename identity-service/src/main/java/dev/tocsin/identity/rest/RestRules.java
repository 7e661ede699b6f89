package dev.tocsin.identity.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How much rest people are to have, and what a night is.
 *
 * @param minRest least time between two shifts; zero for no rule
 * @param nightBudget most time on call at night in {@link #WINDOW}; zero for no rule
 * @param nightStart wall-clock time at which a night begins
 * @param nightEnd wall-clock time at which it ends, the next day when it is not later
 * @param divert whether a page goes to the secondary while the primary has to rest
 * @param divertCritical whether a critical one does too
 * @param updated when they were changed; empty for the built-in ones
 */
public record RestRules(
    Duration minRest,
    Duration nightBudget,
    LocalTime nightStart,
    LocalTime nightEnd,
    boolean divert,
    boolean divertCritical,
    Optional<Instant> updated) {

  /** What night hours are summed up over. */
  public static final Duration WINDOW = Duration.ofDays(28);

  /** No rule; a night is from ten until six. */
  public static final RestRules BUILT_IN =
      new RestRules(
          Duration.ZERO,
          Duration.ZERO,
          LocalTime.of(22, 0),
          LocalTime.of(6, 0),
          false,
          false,
          Optional.empty());

  /** How much of a stretch lies at night in this zone. */
  public Duration atNight(Stretch stretch, ZoneId zone) {
    Duration total = Duration.ZERO;
    LocalDate last = stretch.end().atZone(zone).toLocalDate();
    for (LocalDate day = stretch.start().atZone(zone).toLocalDate().minusDays(1);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      Instant from = day.atTime(nightStart).atZone(zone).toInstant();
      LocalDate morning = nightEnd.isAfter(nightStart) ? day : day.plusDays(1);
      Instant until = morning.atTime(nightEnd).atZone(zone).toInstant();
      if (from.isBefore(until)) {
        total = total.plus(stretch.shared(new Stretch(from, until)));
      }
    }
    return total;
  }
}
