package dev.tocsin.alerting.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as monitoring tools write them. */
public final class SourceTimes {

  /** Go's zero time, which many write for "not ended", and anything before it, is no time. */
  private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** Seconds of the year 5138: a larger number counts milliseconds. */
  private static final double MOST_SECONDS = 1e11;

  private SourceTimes() {}

  /**
   * Reads RFC 3339 with any offset, the same with a space for the T or without an offset (taken as
   * UTC), and seconds or milliseconds since 1970.
   *
   * @return empty for what is no time, for the year 1 and for years after 9999
   */
  public static Optional<Instant> read(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > 64) {
      return Optional.empty();
    }
    try {
      return within(isNumber(trimmed) ? ofEpoch(Double.parseDouble(trimmed)) : ofText(trimmed));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> within(Instant time) {
    return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return text.length() > 4;
  }

  private static Instant ofEpoch(double number) {
    double millis = number > MOST_SECONDS ? number : number * 1000;
    return Instant.ofEpochMilli(Math.round(millis));
  }

  private static Instant ofText(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? withT(text) : text;
    if (iso.endsWith("Z")) {
      return Rfc3339.read(iso);
    }
    boolean offset = iso.length() > 11 && (iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0);
    return offset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static String withT(String text) {
    String joined = text.substring(0, 10) + "T" + text.substring(11);
    return joined.endsWith(" UTC") ? joined.substring(0, joined.length() - 4) + "Z" : joined;
  }
}
