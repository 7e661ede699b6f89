package dev.tocsin.alerting.routing;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

  private static final String BERLIN = "Europe/Berlin";

  @Test
  void coverTheNightOverMidnight() {
    QuietHours night = hours("22:00", "07:00", BERLIN);

    assertEquals(at("2026-01-16T06:00:00Z"), over("2026-01-15T21:00:00Z", night));
    assertEquals(at("2026-01-16T06:00:00Z"), over("2026-01-16T05:59:59Z", night));
    assertEquals(at("2026-01-16T06:00:00Z"), over("2026-01-16T06:00:00Z", night));
    assertEquals(at("2026-01-15T20:59:59Z"), over("2026-01-15T20:59:59Z", night));
  }

  @Test
  void countTheDayTheyStartOn() {
    QuietHours weekend = hours("18:00", "08:00", BERLIN, FRIDAY);

    assertEquals(at("2026-01-17T07:00:00Z"), over("2026-01-17T01:00:00Z", weekend));
    assertEquals(at("2026-01-18T01:00:00Z"), over("2026-01-18T01:00:00Z", weekend));
  }

  @Test
  void followOnEachOther() {
    QuietHours night = hours("22:00", "07:00", BERLIN);
    QuietHours weekend = hours("00:00", "00:00", BERLIN, SATURDAY, SUNDAY);

    assertEquals(at("2026-01-19T06:00:00Z"), over("2026-01-16T22:30:00Z", night, weekend));
  }

  @Test
  void keepToTheWallClockWhenClocksChange() {
    QuietHours night = hours("22:00", "07:00", BERLIN);
    QuietHours gap = hours("01:00", "02:30", BERLIN);

    assertEquals(at("2026-03-29T05:00:00Z"), over("2026-03-28T23:00:00Z", night));
    assertEquals(at("2026-10-25T06:00:00Z"), over("2026-10-24T23:00:00Z", night));
    // 02:30 does not exist on that day: the first instant after the gap is 03:00 of summer time.
    assertEquals(at("2026-03-29T01:00:00Z"), over("2026-03-29T00:30:00Z", gap));
  }

  @Test
  void neverEndWhenTheyCoverTheWholeWeek() {
    assertEquals(
        Optional.empty(),
        QuietHours.over(
            List.of(hours("08:00", "20:00", "UTC"), hours("20:00", "08:00", "UTC")),
            at("2026-01-15T21:00:00Z")));
  }

  private static Instant over(String at, QuietHours... hours) {
    return QuietHours.over(List.of(hours), at(at)).orElseThrow();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private static QuietHours hours(String start, String end, String zone, DayOfWeek... days) {
    return new QuietHours(
        LocalTime.parse(start), LocalTime.parse(end), Set.of(days), ZoneId.of(zone));
  }
}
