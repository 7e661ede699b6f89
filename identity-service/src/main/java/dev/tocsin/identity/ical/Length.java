package dev.tocsin.identity.ical;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an event lasts.
 *
 * @param nominal on the wall clock: days, and what lies between {@code DTSTART} and {@code DTEND},
 *     so that every occurrence keeps its wall-clock end when the clocks change
 * @param exact after that, by the stop watch: the hours of a {@code DURATION}
 */
record Length(Duration nominal, Duration exact) {

  static final Length NONE = new Length(Duration.ZERO, Duration.ZERO);
  static final Length DAY = new Length(Duration.ofDays(1), Duration.ZERO);

  private static final Pattern FORM =
      Pattern.compile(
          "([+-])?P(?:(\\d{1,6})W)?(?:(\\d{1,6})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})S)?)?");

  /** Reads {@code P1D}, {@code PT8H30M}. */
  static Length parse(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(java.util.Locale.ROOT));
    if (!form.matches()) {
      throw new BadCalendar("'" + text.strip() + "' is no duration");
    }
    int sign = "-".equals(form.group(1)) ? -1 : 1;
    return new Length(
        Duration.ofDays(sign * (7 * number(form, 2) + number(form, 3))),
        Duration.ofHours(number(form, 4))
            .plusMinutes(number(form, 5))
            .plusSeconds(number(form, 6))
            .multipliedBy(sign));
  }

  private static long number(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }

  /** What lies between; on the wall clock where both are told by the same one. */
  static Length between(Stamp start, Stamp end) {
    return start.isDate() || start.zone().equals(end.zone())
        ? new Length(Duration.between(start.local(), end.local()), Duration.ZERO)
        : new Length(Duration.ZERO, Duration.between(start.instant(), end.instant()));
  }

  boolean isNegative() {
    return nominal.plus(exact).isNegative();
  }

  /** About how long; off by no more than a change of the clocks. */
  Duration about() {
    return nominal.plus(exact);
  }

  Instant end(Stamp start) {
    Instant byTheWall =
        nominal.isZero() ? start.instant() : start.zone().instant(start.local().plus(nominal));
    return byTheWall.plus(exact);
  }
}
