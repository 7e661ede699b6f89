package dev.tocsin.identity.calendar;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Duty;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of the shifts a calendar shows, as its address says.
 *
 * @param pastDays how many days back
 * @param nextDays how many days ahead
 * @param duty whose duty
 * @param reminders how long before each shift the program reminds
 */
record View(int pastDays, int nextDays, Duty duty, List<Duration> reminders) {

  static final int MOST_PAST_DAYS = 90;
  static final int MOST_NEXT_DAYS = 250;
  private static final int MOST_REMINDERS = 3;
  private static final int LONGEST_REMINDER = 7 * 24 * 60;

  View {
    reminders = List.copyOf(reminders);
  }

  /**
   * Reads {@code past_days}, {@code next_days}, {@code duty} and {@code reminder_minutes}; fails
   * with {@link Invalid}.
   */
  static View of(MultiMap query, CalendarConfig config) {
    return new View(
        number(query, "past_days", config.pastDays(), 0, MOST_PAST_DAYS),
        number(query, "next_days", config.nextDays(), 1, MOST_NEXT_DAYS),
        duty(query.get("duty")),
        reminders(query.get("reminder_minutes")));
  }

  Instant from(Instant now) {
    return now.minus(Duration.ofDays(pastDays));
  }

  Instant until(Instant now) {
    return now.plus(Duration.ofDays(nextDays));
  }

  private static int number(MultiMap query, String field, int usual, int least, int most) {
    String text = query.get(field);
    return text == null ? Math.clamp(usual, least, most) : number(field, text, least, most);
  }

  private static int number(String field, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw Invalid.field(
        field, "must be a number from %d to %d, is '%s'".formatted(least, most, text));
  }

  private static Duty duty(@Nullable String text) {
    return switch (text == null ? "primary" : text.toLowerCase(Locale.ROOT)) {
      case "primary" -> Duty.DUTY_PRIMARY;
      case "secondary" -> Duty.DUTY_SECONDARY;
      case "shadow" -> Duty.DUTY_SHADOW;
      default ->
          throw Invalid.field("duty", "must be primary, secondary or shadow, is '" + text + "'");
    };
  }

  private static List<Duration> reminders(@Nullable String text) {
    List<Duration> reminders = new ArrayList<>();
    if (text != null && !text.isBlank()) {
      for (String each : text.split(",", -1)) {
        reminders.add(Duration.ofMinutes(number("reminder_minutes", each, 0, LONGEST_REMINDER)));
      }
    }
    if (reminders.size() > MOST_REMINDERS) {
      throw Invalid.field("reminder_minutes", "may name at most " + MOST_REMINDERS + " reminders");
    }
    return reminders;
  }
}
