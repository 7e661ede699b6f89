package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeDaysTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void eachDayOfAnEventCountsWhateverTheZoneOfTheCalendar() {
    for (String zone : List.of("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago")) {
      WholeDays days =
          WholeDays.of(read(event("20260501", "20260503", "SUMMARY:Off\n"), ZoneId.of(zone)), NOW);
      assertEquals(
          Map.of(LocalDate.parse("2026-05-01"), "Off", LocalDate.parse("2026-05-02"), "Off"),
          days.names());
    }
  }

  @Test
  void aYearlyDayIsToldForTheYearsAroundNow() {
    WholeDays days =
        WholeDays.of(
            read(event("20000106", "20000107", "SUMMARY:Epiphany\nRRULE:FREQ=YEARLY\n")), NOW);

    assertEquals(
        List.of("2024-01-06", "2025-01-06", "2026-01-06", "2027-01-06", "2028-01-06"),
        days.names().keySet().stream().map(LocalDate::toString).toList());
  }

  @Test
  void eventsOfOneDayShareItAndTimedOnesAreCountedOnly() {
    WholeDays days =
        WholeDays.of(
            read(
                event("20260501", "20260502", "SUMMARY:One\n")
                    + event("20260501", "20260502", "SUMMARY:Two\n")
                    + event("20260501", "20260502", "SUMMARY:One\n")
                    + event("20260502", "20260503", "")
                    + "BEGIN:VEVENT\nDTSTART:20260503T090000Z\nSUMMARY:Meeting\nEND:VEVENT\n"),
            NOW);

    assertEquals(
        Map.of(LocalDate.parse("2026-05-01"), "One, Two", LocalDate.parse("2026-05-02"), "Holiday"),
        days.names());
    assertEquals(1, days.timedEvents());
  }

  @Test
  void daysOfAnEventWithoutEndAreThoseOfTheYearsAroundNow() {
    WholeDays days = WholeDays.of(read(event("10000101", "90000101", "SUMMARY:Long\n")), NOW);

    assertEquals(LocalDate.parse("2024-01-01"), days.names().firstKey());
    assertEquals(LocalDate.parse("2028-12-31"), days.names().lastKey());
  }

  @Test
  void aCalendarBeyondABoundHasNoDaysRatherThanAPart() {
    IcalCalendar calendar =
        IcalCalendar.read(
            text(
                event("20260501", "20260502", "SUMMARY:One\n")
                    + event("20260501", "20260502", "SUMMARY:Two\n")),
            ZoneId.of("UTC"),
            new IcalBounds(10_000, 1, 100, 100, Duration.ofSeconds(5)));

    var refused = assertThrows(BadCalendar.class, () -> WholeDays.of(calendar, NOW));

    assertTrue(String.valueOf(refused.getMessage()).contains("only in part"), refused::toString);
  }

  private static IcalCalendar read(String events) {
    return read(events, ZoneId.of("UTC"));
  }

  private static IcalCalendar read(String events, ZoneId zone) {
    return IcalCalendar.read(text(events), zone, IcalBounds.USUAL);
  }

  private static String text(String events) {
    return "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n";
  }

  private static String event(String from, String until, String lines) {
    return "BEGIN:VEVENT\nDTSTART;VALUE=DATE:%s\nDTEND;VALUE=DATE:%s\n%sEND:VEVENT\n"
        .formatted(from, until, lines);
  }
}
