package dev.tocsin.identity.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.rest.RestRules;
import dev.tocsin.identity.rest.Stretch;
import dev.tocsin.platform.wire.CsvText;
import dev.tocsin.proto.identity.v1.FairnessRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareTest {

  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  @Test
  void countsAllNightWeekendAndHolidayHoursInThePersonsZone() {
    // From Friday 18:00 until Monday 06:00 in Vienna.
    Share share =
        share(List.of(stretch("2040-01-13T17:00:00Z", "2040-01-16T05:00:00Z")), List.of());
    assertEquals(
        new Share(
            1, Duration.ofHours(60), Duration.ofHours(24), Duration.ofHours(48), Duration.ZERO),
        share);
  }

  @Test
  void timeOnSeveralSchedulesAndOfSeveralHolidaysCountsOnce() {
    Share share =
        share(
            List.of(
                stretch("2040-01-06T08:00:00Z", "2040-01-06T16:00:00Z"),
                stretch("2040-01-06T12:00:00Z", "2040-01-06T18:00:00Z")),
            List.of(
                stretch("2040-01-05T23:00:00Z", "2040-01-06T23:00:00Z"),
                stretch("2040-01-05T23:00:00Z", "2040-01-06T23:00:00Z")));
    assertEquals(
        new Share(1, Duration.ofHours(10), Duration.ZERO, Duration.ZERO, Duration.ofHours(10)),
        share);
  }

  @Test
  void theWeekendOfADaylightSavingChangeIsAsLongAsItWas() {
    Share spring =
        share(List.of(stretch("2025-03-28T12:00:00Z", "2025-04-01T12:00:00Z")), List.of());
    Share autumn =
        share(List.of(stretch("2025-10-24T12:00:00Z", "2025-10-28T12:00:00Z")), List.of());
    assertEquals(Duration.ofHours(47), spring.weekend());
    assertEquals(Duration.ofHours(49), autumn.weekend());
  }

  @Test
  void csvQuotesNamesAndKeepsSpreadsheetsFromTakingThemForFormulas() {
    FairnessRow row =
        FairnessRow.newBuilder()
            .setUserId("u")
            .setUserName("=SUM(\"A1\"), Ann")
            .setShifts(2)
            .setHours(1.5)
            .build();
    assertEquals(
        "user_id,name,shifts,hours,night_hours,weekend_hours,holiday_hours\r\n"
            + "u,\"'=SUM(\"\"A1\"\"), Ann\",2,1.50,0.00,0.00,0.00\r\n",
        Csv.of(List.of(row)));
    assertEquals("\"Ann - the = sign\"", CsvText.quoted("Ann - the = sign"));
  }

  private static Share share(List<Stretch> shifts, List<Stretch> holidays) {
    return Share.of(shifts, VIENNA, RestRules.BUILT_IN, holidays);
  }

  private static Stretch stretch(String start, String end) {
    return new Stretch(Instant.parse(start), Instant.parse(end));
  }
}
