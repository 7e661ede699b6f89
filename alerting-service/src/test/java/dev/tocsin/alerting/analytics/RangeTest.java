package dev.tocsin.alerting.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.error.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days and nights of a report. */
class RangeTest {

  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  @Test
  void hasTheDaysOfItsZoneAndPartsOfTheFirstAndLast() {
    Range range =
        new Range(
            Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-30T12:00:00Z"), VIENNA);

    assertEquals(
        List.of(
            LocalDate.parse("2026-03-28"),
            LocalDate.parse("2026-03-29"),
            LocalDate.parse("2026-03-30")),
        range.days());
    // The 29th has 23 hours.
    assertEquals(
        List.of(
            Instant.parse("2026-03-28T12:00:00Z"),
            Instant.parse("2026-03-28T23:00:00Z"),
            Instant.parse("2026-03-29T22:00:00Z")),
        range.dayStarts());
  }

  @Test
  void endsBeforeADayThatOnlyBeginsWithItsEnd() {
    Range range =
        new Range(
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-03T00:00:00Z"),
            Range.zone(""));

    assertEquals(
        List.of(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-02")), range.days());
  }

  @Test
  void knowsTheNightsWhereSomebodyLivesAlsoThatInWhichItBegins() {
    Range range =
        new Range(
            Instant.parse("2026-03-29T00:00:00Z"),
            Instant.parse("2026-03-29T12:00:00Z"),
            Range.zone("UTC"));

    // The night to the 29th has an hour less: summer time begins.
    assertEquals(
        "{[2026-03-28T21:00:00Z,2026-03-29T04:00:00Z),[2026-03-29T20:00:00Z,2026-03-30T04:00:00Z)}",
        range.nights(VIENNA));
    assertTrue(
        range
            .nights(ZoneId.of("Asia/Tokyo"))
            .contains("[2026-03-28T13:00:00Z,2026-03-28T21:00:00Z)"));
  }

  @Test
  void refusesWhatIsNoRangeNamingTheField() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertEquals("end_time", field(() -> new Range(now, now, VIENNA)));
    assertEquals(
        "start_time",
        field(() -> new Range(now.minus(Range.LONGEST).minus(Duration.ofSeconds(1)), now, VIENNA)));
    assertEquals(184, new Range(now.minus(Range.LONGEST), now, Range.zone("UTC")).days().size());
    assertEquals("time_zone", field(() -> Range.zone("Mars/Olympus")));
  }

  private static String field(Runnable call) {
    return assertThrows(Invalid.class, call::run).violations().getFirst().field();
  }
}
