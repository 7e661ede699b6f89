package dev.tocsin.identity.ical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.ical.IcalCalendar.Expansion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcalCalendarTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void anEventKeepsItsWallClockEndsWhenTheClocksChange() {
    Expansion night =
        read(
            event(
                "DTSTART;TZID=America/New_York:20260307T200000",
                "DTEND;TZID=America/New_York:20260308T080000",
                "RRULE:FREQ=DAILY;COUNT=2"));
    assertEquals(
        List.of(
            "2026-03-08T01:00:00Z/2026-03-08T12:00:00Z",
            "2026-03-09T00:00:00Z/2026-03-09T12:00:00Z"),
        times(night));
  }

  @Test
  void hoursOfADurationAreHours() {
    assertEquals(
        List.of("2026-03-08T01:00:00Z/2026-03-08T13:00:00Z"),
        times(read(event("DTSTART;TZID=America/New_York:20260307T200000", "DURATION:PT12H"))));
    assertEquals(
        List.of("2026-03-08T01:00:00Z/2026-03-09T00:00:00Z"),
        times(read(event("DTSTART;TZID=America/New_York:20260307T200000", "DURATION:P1D"))));
  }

  @Test
  void aSkippedTimeIsToldByTheOffsetBeforeAndOfARepeatedOneTheFirstIsMeant() {
    assertEquals(
        List.of("2026-03-08T07:30:00Z/2026-03-08T08:00:00Z"),
        times(
            read(
                event(
                    "DTSTART;TZID=America/New_York:20260308T023000",
                    "DTEND;TZID=America/New_York:20260308T040000"))));
    assertEquals(
        List.of("2026-11-01T05:30:00Z/2026-11-01T07:00:00Z"),
        times(
            read(
                event(
                    "DTSTART;TZID=America/New_York:20261101T013000",
                    "DTEND;TZID=America/New_York:20261101T020000"))));
  }

  @Test
  void wholeDaysAreDaysOfTheCalendarsZoneElseOfTheReaders() {
    String day = event("DTSTART;VALUE=DATE:20260308", "DTEND;VALUE=DATE:20260309");
    assertEquals(List.of("2026-03-08T05:00:00Z/2026-03-09T04:00:00Z"), times(read(day)));
    Expansion named = over(calendar("X-WR-TIMEZONE:Europe/Berlin", day));
    assertEquals(List.of("2026-03-07T23:00:00Z/2026-03-08T23:00:00Z"), times(named));
    assertEquals(LocalDate.of(2026, 3, 8), named.occurrences().get(0).firstDay());
    assertEquals(LocalDate.of(2026, 3, 9), named.occurrences().get(0).dayAfter());
  }

  @Test
  void zonesAreThoseOfTheJdkElseThoseThatTheCalendarBrings() {
    String own =
        """
        BEGIN:VTIMEZONE
        TZID:Our Office
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE\
        """;
    String text =
        calendar(
            own,
            event("DTSTART;TZID=\"Our Office\":20260701T120000", "DURATION:PT1H"),
            event("DTSTART;TZID=Our Office:20261201T120000", "DURATION:PT1H"),
            event(
                "DTSTART;TZID=/citadel.org/20210210_1/Europe/Berlin:20261202T120000",
                "DURATION:PT1H"));
    assertEquals(
        List.of(
            "2026-07-01T10:00:00Z/2026-07-01T11:00:00Z",
            "2026-12-01T11:00:00Z/2026-12-01T12:00:00Z",
            "2026-12-02T11:00:00Z/2026-12-02T12:00:00Z"),
        times(over(text)));
  }

  @Test
  void aBadEventIsLeftOutAndNamedAndTheOthersStay() {
    Expansion expansion =
        over(
            calendar(
                event("SUMMARY:no zone", "DTSTART;TZID=Nowhere/Land:20260301T090000"),
                event("SUMMARY:backwards", "DTSTART:20260301T090000Z", "DTEND:20260301T080000Z"),
                event("SUMMARY:no start", "DTEND:20260301T080000Z"),
                event("SUMMARY:no such day", "DTSTART:20260230T080000Z"),
                event("SUMMARY:no rule", "DTSTART:20260301T080000Z", "RRULE:FREQ=SOMETIMES"),
                event("SUMMARY:good", "DTSTART:20260301T090000Z", "DTEND:20260301T100000Z")));
    assertEquals(
        List.of("good"),
        expansion.occurrences().stream().map(each -> each.event().summary()).toList());
    assertEquals(
        List.of("no zone", "backwards", "no start", "no such day", "no rule"),
        expansion.problems().stream().map(IcalProblem::event).toList());
    assertTrue(expansion.problems().get(0).text().contains("'Nowhere/Land' is unknown"));
    assertTrue(expansion.problems().get(1).text().contains("ends before it starts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=2000000000",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYSETPOS=-1;BYSECOND=1,2,3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4",
        "FREQ=DAILY;INTERVAL=2147483647"
      })
  void aHostileRuleCostsOnlyItself(String rule) {
    Expansion expansion =
        over(
            calendar(
                event("SUMMARY:wild", "DTSTART:00010101T000000Z", "DURATION:PT1H", "RRULE:" + rule),
                event("SUMMARY:good", "DTSTART:20260301T090000Z", "DURATION:PT1H")));
    assertEquals(
        List.of("good"),
        expansion.occurrences().stream().map(each -> each.event().summary()).toList());
    assertEquals("wild", expansion.problems().get(0).event());
    assertTrue(expansion.isComplete(), expansion::cut);
  }

  @Test
  void aThousandHostileRulesAreCutOffInTime() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      events
          .append(
              event(
                  "UID:" + i,
                  "DTSTART:00010101T000000Z",
                  "RRULE:FREQ=YEARLY;COUNT=99999;BYSETPOS=1;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12"
                      + ";BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24"
                      + ";BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15;BYMINUTE=0,30"))
          .append('\n');
    }
    IcalBounds soon = new IcalBounds(1 << 20, 5_000, 20_000, 500_000, Duration.ofMillis(200));
    Expansion expansion =
        IcalCalendar.read(calendar(events.toString()), ZoneOffset.UTC, soon).over(FROM, UNTIL);
    assertTrue(
        expansion.problems().stream()
            .anyMatch(problem -> problem.text().contains("took too long")));
    assertFalse(expansion.isComplete());
  }

  @Test
  void boundsAreHeldAndTold() {
    IcalBounds two = new IcalBounds(10_000, 2, 8, 500_000, Duration.ofMinutes(1));
    Expansion expansion =
        IcalCalendar.read(
                calendar(
                    event("SUMMARY:one", "UID:1", "DTSTART:20260301T090000Z"),
                    event("SUMMARY:daily", "UID:2", "DTSTART:20260301T090000Z", "RRULE:FREQ=DAILY"),
                    event("SUMMARY:three", "UID:3", "DTSTART:20260301T090000Z")),
                ZoneOffset.UTC,
                two)
            .over(FROM, UNTIL);
    assertEquals(1, expansion.occurrences().size());
    assertFalse(expansion.isComplete());
    assertEquals(
        List.of("further events", "daily"),
        expansion.problems().stream().map(IcalProblem::event).toList());
    String long_ = calendar("X-FILL:" + "x".repeat(10_000));
    assertThrows(BadCalendar.class, () -> IcalCalendar.read(long_, ZoneOffset.UTC, two));
  }

  @Test
  void whatIsNoCalendarIsRefusedWithItsBeginning() {
    BadCalendar refused =
        assertThrows(BadCalendar.class, () -> over("<!DOCTYPE html>\n<title>Sign in</title>"));
    assertTrue(refused.getMessage().contains("begins with '<!DOCTYPE html>'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r"})
  void linesEndAsTheyLike(String end) {
    String text =
        "\uFEFF"
            + calendar(event("SUMMARY:On\n  call", "DTSTART:20260301T090000Z", "DURATION:PT1H"));
    Expansion expansion = over(text.replace("\n", end));
    assertEquals("On call", expansion.occurrences().get(0).event().summary());
  }

  @Test
  void aCharacterThatIsFoldedInTheMiddleIsWhole() {
    byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
    byte[] before = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:M".getBytes(StandardCharsets.UTF_8);
    byte[] after = "nster\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8);
    var text = new java.io.ByteArrayOutputStream();
    text.writeBytes(before);
    text.write(umlaut[0]);
    text.writeBytes(new byte[] {'\r', '\n', ' '});
    text.write(umlaut[1]);
    text.writeBytes(after);
    assertEquals(
        "Münster",
        IcalCalendar.read(IcalText.of(text.toByteArray()), ZoneOffset.UTC, IcalBounds.USUAL)
            .name());
  }

  @Test
  void aChangeOfOneAndOfAllLaterOccurrencesIsTakenUp() {
    Expansion expansion =
        over(
            calendar(
                event(
                    "UID:r",
                    "SUMMARY:Ann",
                    "DTSTART;TZID=America/New_York:20260302T090000",
                    "DTEND;TZID=America/New_York:20260302T170000",
                    "RRULE:FREQ=WEEKLY;COUNT=5"),
                event(
                    "UID:r",
                    "SUMMARY:Ben",
                    "RECURRENCE-ID:20260309T130000Z",
                    "DTSTART;TZID=America/New_York:20260310T090000",
                    "DURATION:PT8H"),
                event(
                    "UID:r",
                    "SUMMARY:Cem",
                    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20260323T090000",
                    "DTSTART;TZID=America/New_York:20260323T100000",
                    "DURATION:PT1H")));
    assertEquals(
        List.of(
            "Ann 2026-03-02T14:00:00Z",
            "Ben 2026-03-10T13:00:00Z",
            "Ann 2026-03-16T13:00:00Z",
            "Cem 2026-03-23T14:00:00Z",
            "Cem 2026-03-30T14:00:00Z"),
        expansion.occurrences().stream().map(o -> o.event().summary() + " " + o.start()).toList());
  }

  @Test
  void whatIsCalledOffDoesNotTakePlace() {
    Expansion expansion =
        over(
            calendar(
                event("UID:a", "DTSTART:20260301T090000Z", "STATUS:CANCELLED"),
                event("UID:b", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=3"),
                event(
                    "UID:b",
                    "DTSTART:20260303T090000Z",
                    "RECURRENCE-ID:20260303T090000Z",
                    "STATUS:CANCELLED")));
    assertEquals(
        List.of("2026-03-02T09:00:00Z", "2026-03-04T09:00:00Z"),
        expansion.occurrences().stream().map(o -> o.start().toString()).toList());
  }

  @Test
  void anUntilWithoutATimeMeansTheWholeDay() {
    assertEquals(
        2,
        read(event(
                "DTSTART;TZID=America/New_York:20260301T220000",
                "DURATION:PT1H",
                "RRULE:FREQ=DAILY;UNTIL=20260302"))
            .occurrences()
            .size());
  }

  @Test
  void oldSeriesAreReadFromTheirMiddle() {
    assertEquals(
        List.of("2026-01-01T09:00:00Z", "2026-01-04T09:00:00Z"),
        read(event("DTSTART:19700101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=3"))
            .occurrences()
            .stream()
            .limit(2)
            .map(o -> o.start().toString())
            .toList());
  }

  private static Expansion read(String event) {
    return over(calendar(event));
  }

  private static Expansion over(String text) {
    return IcalCalendar.read(text, NEW_YORK, IcalBounds.USUAL).over(FROM, UNTIL);
  }

  private static List<String> times(Expansion expansion) {
    assertEquals(List.of(), expansion.problems());
    return expansion.occurrences().stream().map(o -> o.start() + "/" + o.end()).toList();
  }

  private static String calendar(String... parts) {
    return "BEGIN:VCALENDAR\n" + String.join("\n", parts) + "\nEND:VCALENDAR\n";
  }

  private static String event(String... lines) {
    return "BEGIN:VEVENT\n" + String.join("\n", lines) + "\nEND:VEVENT";
  }
}
