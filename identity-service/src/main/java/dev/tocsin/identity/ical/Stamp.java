package dev.tocsin.identity.ical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date, or a wall-clock time in a zone.
 *
 * @param local for a date its midnight
 * @param isDate whether it is a whole day
 */
record Stamp(LocalDateTime local, boolean isDate, Zone zone) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})(?:[Tt ](\\d{2}):?(\\d{2}):?(\\d{2})?([Zz])?)?");

  /**
   * Reads {@code 20260301}, {@code 20260301T090000} or {@code 20260301T090000Z}.
   *
   * @param zone for those without Z
   */
  static Stamp parse(String text, Zone zone) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new BadCalendar("'" + text.strip() + "' is no date or time");
    }
    boolean isDate = form.group(4) == null;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(form, 1),
              number(form, 2),
              number(form, 3),
              isDate ? 0 : number(form, 4),
              isDate ? 0 : number(form, 5),
              isDate || form.group(6) == null ? 0 : Math.min(59, number(form, 6)));
      return new Stamp(local, isDate, form.group(7) == null ? zone : Zone.UTC);
    } catch (DateTimeException e) {
      throw new BadCalendar(
          "'%s' is no date or time: %s"
              .formatted(text.strip(), String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)));
    }
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  Instant instant() {
    return zone.instant(local);
  }

  /** The same instant on the wall clock of another zone; a date stays the same date. */
  Stamp in(Zone other) {
    return isDate || zone.equals(other)
        ? new Stamp(local, isDate, other)
        : new Stamp(other.local(instant()), false, other);
  }
}
