package dev.tocsin.identity.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells the times in a text in the zone of its reader. */
final class ToldTimes {

  private static final Pattern TIME = Pattern.compile("<t:(-?[0-9]{1,12})>");
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm zzz", Locale.ENGLISH);

  private ToldTimes() {}

  /** The text as it is read in this zone; in UTC when there is no such. */
  static String in(String zone, String text) {
    DateTimeFormatter when = WHEN.withZone(zone(zone));
    return TIME.matcher(text)
        .replaceAll(found -> when.format(Instant.ofEpochSecond(Long.parseLong(found.group(1)))));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }
}
