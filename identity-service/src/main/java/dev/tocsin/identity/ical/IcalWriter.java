package dev.tocsin.identity.ical;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes a calendar of shifts (RFC 5545). Every time is an instant in UTC, which Google, Outlook
 * and Apple all show in the reader's own zone without having to agree on the rules of another; the
 * schedule's zone is named beside ({@code X-WR-TIMEZONE}). Lines end in CRLF and are folded at 75
 * bytes, never inside a character.
 *
 * @param name of the calendar
 * @param zone of the schedule
 * @param now when it is written: its {@code DTSTAMP}, by which a reader knows the newer of two
 * @param reminders how long before each shift to remind
 */
public record IcalWriter(String name, ZoneId zone, Instant now, List<Duration> reminders) {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_LINE = 75;
  private static final String PRODUCT = "-//Tocsin//On-call schedules//EN";

  /** How often a reader should come again. */
  private static final String REFRESH = "PT15M";

  static final String GOES_ON = "This shift goes on beyond what this calendar shows.";

  public IcalWriter {
    reminders = List.copyOf(reminders);
  }

  /** The text. */
  public String write(List<IcalShift> shifts) {
    StringBuilder text = new StringBuilder();
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:" + PRODUCT);
    line(text, "CALSCALE:GREGORIAN");
    line(text, "METHOD:PUBLISH");
    line(text, "NAME:" + escaped(name));
    line(text, "X-WR-CALNAME:" + escaped(name));
    line(text, "X-WR-TIMEZONE:" + zone.getId());
    line(text, "REFRESH-INTERVAL;VALUE=DURATION:" + REFRESH);
    line(text, "X-PUBLISHED-TTL:" + REFRESH);
    shifts.forEach(shift -> write(text, shift));
    line(text, "END:VCALENDAR");
    return text.toString();
  }

  private void write(StringBuilder text, IcalShift shift) {
    line(text, "BEGIN:VEVENT");
    line(text, "UID:" + escaped(shift.uid()));
    line(text, "DTSTAMP:" + UTC.format(now));
    line(text, "SEQUENCE:0");
    line(text, "DTSTART:" + UTC.format(shift.start()));
    line(text, "DTEND:" + UTC.format(shift.end()));
    line(text, "SUMMARY:" + escaped(shift.summary()));
    String description =
        shift.goesOn() ? (shift.description() + "\n" + GOES_ON).strip() : shift.description();
    if (!description.isEmpty()) {
      line(text, "DESCRIPTION:" + escaped(description));
    }
    line(text, "STATUS:CONFIRMED");
    // It does not make anybody busy: meetings go on while one is on call.
    line(text, "TRANSP:TRANSPARENT");
    for (Duration before : reminders) {
      line(text, "BEGIN:VALARM");
      line(text, "ACTION:DISPLAY");
      line(text, "DESCRIPTION:" + escaped(shift.summary()));
      line(text, "TRIGGER:-PT" + before.toMinutes() + "M");
      line(text, "END:VALARM");
    }
    line(text, "END:VEVENT");
  }

  /** A text value (RFC 5545, 3.3.11); control characters are left out. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char c : text.replace("\r\n", "\n").toCharArray()) {
      switch (c) {
        case '\\', ';', ',' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        default -> {
          if (c >= ' ' && c != 0x7f || c == '\t') {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  private static void line(StringBuilder text, String line) {
    int room = LONGEST_LINE;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      String character = Character.toString(c);
      int bytes = character.getBytes(UTF_8).length;
      if (bytes > room) {
        text.append("\r\n ");
        room = LONGEST_LINE - 1;
      }
      text.append(character);
      room -= bytes;
      i += Character.charCount(c);
    }
    text.append("\r\n");
  }
}
