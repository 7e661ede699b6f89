package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.ical.BadCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  private static final UUID ANN = UUID.randomUUID();
  private static final Directory PEOPLE =
      new Directory(List.of(new Directory.Entry(ANN, "ann@example.com", "Ann Lee")));
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {",n", " ", " - ", "(", " and x"})
  void aTitleOfAMegabyteThatRecursIsReadQuicklyAndKeptShort(String piece) {
    String title = "Ann Lee" + piece.repeat(900_000 / piece.length());

    Reading reading =
        assertTimeout(
            Duration.ofSeconds(5),
            () -> read(event("a", "SUMMARY:" + title + "\nRRULE:FREQ=DAILY\n")));

    assertTrue(reading.shifts().size() > 300);
    for (Shift shift : reading.shifts()) {
      assertEquals(List.of(ANN), shift.users());
      assertTrue(shift.summary().length() <= 500);
      assertTrue(shift.unmapped().size() <= 20);
    }
  }

  @Test
  void aCalendarWithMoreEventsThanAreReadIsNoneRatherThanAPart() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 5_001; i++) {
      events.append(event("e" + i, ""));
    }

    BadCalendar refused = assertThrows(BadCalendar.class, () -> read(events.toString()));

    assertEquals(
        "the calendar can be read only in part: only the first 5000 of 5001 are read",
        refused.getMessage());
  }

  private static Reading read(String events) {
    return Reading.of(
        "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n",
        ZoneOffset.UTC,
        PEOPLE,
        NOW,
        Duration.ofDays(365));
  }

  private static String event(String uid, String lines) {
    return "BEGIN:VEVENT\nUID:%s\nDTSTART:20260301T090000Z\nDURATION:PT1H\n%sEND:VEVENT\n"
        .formatted(uid, lines);
  }
}
