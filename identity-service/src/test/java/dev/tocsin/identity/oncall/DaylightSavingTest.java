package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-offs on both kinds of day that are not 24 hours long, in named zones. */
class DaylightSavingTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  @ParameterizedTest(name = "{0}: {2} on {1}")
  @CsvSource({
    // 01:30 comes twice: the first one counts.
    "America/Chicago,     2026-11-01, 01:30, 2026-11-01T06:30:00Z",
    "Europe/London,       2026-10-25, 01:30, 2026-10-25T00:30:00Z",
    "Australia/Lord_Howe, 2026-04-05, 01:45, 2026-04-04T14:45:00Z",
    "Africa/Casablanca,   2026-02-15, 02:30, 2026-02-15T01:30:00Z",
    // The time does not exist: the first instant after the gap counts.
    "America/Chicago,     2026-03-08, 02:30, 2026-03-08T08:00:00Z",
    "Europe/London,       2026-03-29, 01:30, 2026-03-29T01:00:00Z",
    "Australia/Lord_Howe, 2026-10-04, 02:15, 2026-10-03T15:30:00Z",
    "Africa/Casablanca,   2026-03-22, 02:30, 2026-03-22T02:00:00Z",
    // Midnight itself is skipped.
    "America/Santiago,    2026-09-06, 00:00, 2026-09-06T04:00:00Z",
    // An ordinary day.
    "America/Chicago,     2026-07-01, 09:00, 2026-07-01T14:00:00Z",
  })
  void handsOverOnce(String zone, LocalDate day, LocalTime handoff, Instant expected) {
    var plan = daily(zone, handoff, day.minusDays(1));

    Shift shift = shift(plan, expected);

    assertEquals(expected, shift.start());
    assertEquals(BOB, shift.person());
    assertEquals(ANN, shift(plan, expected.minusNanos(1)).person());
  }

  @Test
  void theSecondHalfPastOneChangesNothing() {
    var plan = daily("Europe/London", LocalTime.of(1, 30), LocalDate.parse("2026-10-24"));

    Shift shift = shift(plan, Instant.parse("2026-10-25T01:30:00Z"));

    assertEquals(Instant.parse("2026-10-25T00:30:00Z"), shift.start());
    assertEquals(Instant.parse("2026-10-26T01:30:00Z"), shift.end());
    assertEquals(Duration.ofHours(25), Duration.between(shift.start(), shift.end()));
  }

  @Test
  void aTurnAcrossTheGapIsAnHourShorter() {
    var plan = daily("America/Chicago", LocalTime.of(9, 0), LocalDate.parse("2026-03-01"));

    Shift shift = shift(plan, Instant.parse("2026-03-08T08:00:00Z"));

    assertEquals(Duration.ofHours(23), Duration.between(shift.start(), shift.end()));
  }

  @Test
  void aWeekKeepsItsWallClockHandoffThroughBothChanges() {
    var rotation =
        Rotation.weekly(1, LocalTime.of(9, 0), DayOfWeek.MONDAY, LocalDate.parse("2026-01-01"));
    var plan = plan("America/Chicago", rotation);

    assertEquals(
        Instant.parse("2026-03-02T15:00:00Z"),
        shift(plan, Instant.parse("2026-03-08T12:00:00Z")).start());
    assertEquals(
        Instant.parse("2026-03-09T14:00:00Z"),
        shift(plan, Instant.parse("2026-03-10T12:00:00Z")).start());
    assertEquals(
        Instant.parse("2026-11-02T15:00:00Z"),
        shift(plan, Instant.parse("2026-11-03T12:00:00Z")).start());
  }

  @Test
  void aDayThatTheZoneSkippedHasNoTurn() {
    var plan = daily("Pacific/Apia", LocalTime.MIDNIGHT, LocalDate.parse("2011-12-28"));
    Instant lastOf29th = Instant.parse("2011-12-30T09:59:59Z");

    Shift next = OnCall.of(plan).next(Duty.PRIMARY, lastOf29th).getFirst();

    assertEquals(BOB, shift(plan, lastOf29th).person());
    assertEquals(BOB, next.person());
    assertEquals(Instant.parse("2011-12-30T10:00:00Z"), next.start());
    assertEquals(Instant.parse("2011-12-31T10:00:00Z"), next.end());
  }

  private static SchedulePlan daily(String zone, LocalTime handoff, LocalDate startDate) {
    return plan(zone, Rotation.daily(1, handoff, startDate));
  }

  private static SchedulePlan plan(String zone, Rotation rotation) {
    return SchedulePlan.of(
        ZoneId.of(zone),
        List.of(Layer.of(new UUID(7, 0), "", Turns.Rotating.of(rotation, List.of(ANN, BOB)))),
        List.of(),
        Map.of());
  }

  private static Shift shift(SchedulePlan plan, Instant instant) {
    return OnCall.of(plan).at(Duty.PRIMARY, instant).getFirst();
  }
}
