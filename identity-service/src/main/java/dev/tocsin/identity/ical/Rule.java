package dev.tocsin.identity.ical;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule (RFC 5545, 3.3.10), worked out on the wall clock: zones come afterwards. The
 * library counts the days; how often and until when is decided here, where both may be written in
 * ways that the standard does not know.
 */
final class Rule {

  private static final Set<String> KNOWN =
      Set.of(
          "FREQ",
          "UNTIL",
          "COUNT",
          "INTERVAL",
          "BYSECOND",
          "BYMINUTE",
          "BYHOUR",
          "BYDAY",
          "BYMONTHDAY",
          "BYYEARDAY",
          "BYWEEKNO",
          "BYMONTH",
          "BYSETPOS",
          "WKST",
          "RSCALE",
          "SKIP");
  private static final Set<String> CLOCK = Set.of("BYSECOND", "BYMINUTE", "BYHOUR");

  /** More times of one day are no shifts, and would be worked out a year at once. */
  private static final int MOST_TIMES_A_DAY = 48;

  /** In digits. */
  private static final int LONGEST_INTERVAL = 7;

  /** Where the walk has come to; says whether it goes on. */
  interface Visitor {
    boolean visit(LocalDateTime local);
  }

  private final RecurrenceRule rule;
  private final Optional<Stamp> until;
  private final long count;
  private final Stamp start;

  private Rule(RecurrenceRule rule, Optional<Stamp> until, long count, Stamp start) {
    this.rule = rule;
    this.until = until;
    this.count = count;
    this.start = start;
  }

  /** The rule of an event that begins then. Fails where it is none, or bounds nothing. */
  static Rule parse(String text, Stamp start) {
    Map<String, String> parts = parts(text);
    mustStayBounded(parts, text);
    Optional<Stamp> until =
        Optional.ofNullable(parts.remove("UNTIL")).map(end -> Stamp.parse(end, start.zone()));
    long count = count(parts.remove("COUNT"), text);
    if (parts.getOrDefault("INTERVAL", "1").length() > LONGEST_INTERVAL) {
      throw new BadCalendar("the rule '" + text + "' has an INTERVAL that is too long");
    }
    if (start.isDate()) {
      CLOCK.forEach(parts::remove);
    }
    StringBuilder bare = new StringBuilder("FREQ=").append(parts.remove("FREQ"));
    parts.forEach((name, value) -> bare.append(';').append(name).append('=').append(value));
    try {
      return new Rule(
          new RecurrenceRule(bare.toString(), RfcMode.RFC5545_LAX), until, count, start);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new BadCalendar("the rule '%s' is none: %s".formatted(text, e.getMessage()));
    }
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.strip().toUpperCase(Locale.ROOT).split(";", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (part.isBlank() || name.startsWith("X-")) {
        continue;
      }
      if (equals < 0 || !KNOWN.contains(name)) {
        throw new BadCalendar("the rule '%s' has a part '%s' that is none".formatted(text, name));
      }
      parts.put(name, part.substring(equals + 1).replace(" ", ""));
    }
    if (!parts.containsKey("FREQ")) {
      throw new BadCalendar("the rule '" + text + "' does not say how often (FREQ)");
    }
    return parts;
  }

  private static void mustStayBounded(Map<String, String> parts, String text) {
    long times = 1;
    for (String part : CLOCK) {
      times *= parts.getOrDefault(part, "").chars().filter(c -> c == ',').count() + 1;
    }
    if (times > MOST_TIMES_A_DAY) {
      throw new BadCalendar(
          "the rule '%s' names %d times of a day, at most %d are read"
              .formatted(text, times, MOST_TIMES_A_DAY));
    }
  }

  /** Confluence writes -1 where no count is meant. */
  private static long count(@org.jspecify.annotations.Nullable String text, String rule) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    try {
      long count = Long.parseLong(text);
      return count > 0 ? count : Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new BadCalendar("the rule '%s' has a COUNT that is no number".formatted(rule));
    }
  }

  /**
   * Visits the times in order, the start first whether or not the rule names it, until the rule
   * ends or the visitor has enough. Times before {@code from} may be left out.
   *
   * @param steps counts every step
   */
  void walk(LocalDateTime from, Steps steps, Visitor visitor) {
    steps.take();
    if (hasEnded(start.local()) || !visitor.visit(start.local())) {
      return;
    }
    try {
      RecurrenceRuleIterator times = rule.iterator(dateTime(forward(from)));
      for (long left = count - 1; left > 0 && times.hasNext(); ) {
        steps.take();
        LocalDateTime time = local(times.nextDateTime());
        if (time.isAfter(start.local())) {
          left--;
          if (hasEnded(time) || !visitor.visit(time)) {
            return;
          }
        }
      }
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      throw new BadCalendar("its rule finds no time for too long");
    }
  }

  /**
   * A start from which the rule says the same from {@code from} on: a whole number of its intervals
   * later. The library would walk there, which takes for ever by the second. Where the start itself
   * says more than its place in the interval, it stays.
   */
  private LocalDateTime forward(LocalDateTime from) {
    LocalDateTime first = start.local();
    if (count != Long.MAX_VALUE || !first.isBefore(from)) {
      return first;
    }
    boolean anyMonth = first.getDayOfMonth() <= 28;
    return switch (rule.getFreq()) {
      case SECONDLY -> later(first, from, ChronoUnit.SECONDS);
      case MINUTELY -> later(first, from, ChronoUnit.MINUTES);
      case HOURLY -> later(first, from, ChronoUnit.HOURS);
      case DAILY -> later(first, from, ChronoUnit.DAYS);
      case WEEKLY -> later(first, from, ChronoUnit.WEEKS);
      case MONTHLY -> anyMonth ? later(first, from, ChronoUnit.MONTHS) : first;
      case YEARLY ->
          anyMonth && !rule.hasPart(RecurrenceRule.Part.BYWEEKNO)
              ? later(first, from, ChronoUnit.YEARS)
              : first;
    };
  }

  /** At least one interval before, for that may hold several times. */
  private LocalDateTime later(LocalDateTime first, LocalDateTime from, ChronoUnit unit) {
    long intervals = unit.between(first, from) / rule.getInterval() - 1;
    return intervals > 0 ? first.plus(intervals * rule.getInterval(), unit) : first;
  }

  private boolean hasEnded(LocalDateTime time) {
    return until.map(end -> isBeyond(time, end)).orElse(false);
  }

  /** An UNTIL without a time means the whole of that day. */
  private boolean isBeyond(LocalDateTime time, Stamp end) {
    if (start.isDate() || end.isDate()) {
      return time.toLocalDate().isAfter(end.local().toLocalDate());
    }
    return end.zone().equals(start.zone())
        ? time.isAfter(end.local())
        : start.zone().instant(time).isAfter(end.instant());
  }

  private static DateTime dateTime(LocalDateTime time) {
    return new DateTime(
        time.getYear(),
        time.getMonthValue() - 1,
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  private static LocalDateTime local(DateTime time) {
    return LocalDateTime.of(
        time.getYear(),
        time.getMonth() + 1,
        time.getDayOfMonth(),
        time.getHours(),
        time.getMinutes(),
        time.getSeconds());
  }
}
