package dev.tocsin.identity.ical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IcalWriterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant END = Instant.parse("2026-03-09T08:00:00Z");

  @Test
  void writesWhatTheStandardAsksFor() {
    String text =
        text(new IcalShift("u1", "On call: Ann, Ben; \\o/", "line\none", START, END, false));
    assertTrue(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assertTrue(text.contains("\r\nSUMMARY:On call: Ann\\, Ben\\; \\\\o/\r\n"));
    assertTrue(text.contains("\r\nDESCRIPTION:line\\none\r\n"));
    assertTrue(text.contains("\r\nDTSTART:20260302T090000Z\r\nDTEND:20260309T080000Z\r\n"));
    assertTrue(text.contains("\r\nX-WR-TIMEZONE:America/New_York\r\n"));
    assertTrue(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assertFalse(text.replace("\r\n", "").contains("\n"));
  }

  @Test
  void foldsLongLinesBetweenCharacters() {
    String title = "Bereitschaft für das Rechenzentrum 東京 ".repeat(9) + "🚨";
    String text = text(new IcalShift("u1", title, "", START, END, false));
    for (String line : text.split("\r\n")) {
      assertTrue(line.getBytes(UTF_8).length <= 75, line);
    }
    assertFalse(text.contains("\uFFFD"));
    assertEquals(title, readBack(text).get(0).event().summary());
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadBack(
      @ForAll @Size(max = 8) List<String> titles,
      @ForAll @IntRange(min = 1, max = 100_000) int minutes) {
    List<IcalShift> shifts = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      Instant start = START.plus(Duration.ofMinutes((long) i * minutes));
      shifts.add(
          new IcalShift(
              "uid-" + i,
              titles.get(i),
              "",
              start,
              start.plus(Duration.ofMinutes(minutes)),
              false));
    }
    List<Occurrence> read = readBack(text(shifts.toArray(IcalShift[]::new)));
    assertEquals(
        shifts.stream().map(s -> s.uid() + " " + s.start() + "/" + s.end()).toList(),
        read.stream().map(o -> o.event().uid() + " " + o.start() + "/" + o.end()).toList());
    for (int i = 0; i < titles.size(); i++) {
      assertEquals(plain(titles.get(i)), plain(read.get(i).event().summary()));
    }
  }

  /** Without what a calendar cannot hold: control characters, halves of a character, white ends. */
  private static String plain(String title) {
    return new String(title.getBytes(UTF_8), UTF_8)
        .replaceAll("\\p{Cntrl}|\\p{Z}|[?\uFFFD\uFEFF]", "");
  }

  private static String text(IcalShift... shifts) {
    return new IcalWriter("Database", ZoneId.of("America/New_York"), NOW, List.of())
        .write(List.of(shifts));
  }

  private static List<Occurrence> readBack(String text) {
    IcalCalendar.Expansion read =
        IcalCalendar.read(IcalText.of(text.getBytes(UTF_8)), ZoneId.of("UTC"), IcalBounds.USUAL)
            .over(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
    assertEquals(List.of(), read.problems());
    return read.occurrences();
  }
}
