package dev.tocsin.alerting.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times in UTC as RFC 3339 writes them. Two of them come with each alert, and a general
 * formatter takes longer for them than everything else in the alert takes together; so the usual
 * form is read by its places.
 */
final class Rfc3339 {

  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int DIGITS_OF_NANOS = 9;

  private Rfc3339() {}

  /**
   * The instant that the text means.
   *
   * @throws DateTimeException when it is no such time
   */
  static Instant read(String text) {
    int length = text.length();
    if (length <= SHAPE.length() || text.charAt(length - 1) != 'Z' || !startsAsUsual(text)) {
      return Instant.parse(text);
    }
    int nanos = nanos(text, length - 1);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    return Instant.ofEpochSecond(day * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
  }

  private static boolean startsAsUsual(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Nanoseconds of the fraction between the seconds and {@code end}; -1 for an unusual one. */
  private static int nanos(String text, int end) {
    int start = SHAPE.length() + 1;
    if (end == SHAPE.length()) {
      return 0;
    }
    if (text.charAt(SHAPE.length()) != '.' || end == start || end - start > DIGITS_OF_NANOS) {
      return -1;
    }
    int nanos = 0;
    for (int i = start; i < start + DIGITS_OF_NANOS; i++) {
      char c = i < end ? text.charAt(i) : '0';
      if (c < '0' || c > '9') {
        return -1;
      }
      nanos = nanos * 10 + (c - '0');
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
