package dev.tocsin.identity.oncall;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * Hours in which a layer works, told by the clock on the wall in whole minutes.
 *
 * @param days weekdays on which it starts; at least one
 * @param start when it starts
 * @param end when it ends: the next day when it is not later than the start, so that equal times
 *     mean 24 hours
 */
public record Window(Set<DayOfWeek> days, LocalTime start, LocalTime end) {

  public Window {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window has at least one weekday");
    }
    if (start.toNanoOfDay() % 60_000_000_000L != 0 || end.toNanoOfDay() % 60_000_000_000L != 0) {
      throw new IllegalArgumentException(
          "a window is told in whole minutes, not %s until %s".formatted(start, end));
    }
  }

  /** Minutes from its start to its end, 1 to 1440. */
  int minutes() {
    int minutes = (end.toSecondOfDay() - start.toSecondOfDay()) / 60;
    return minutes > 0 ? minutes : minutes + 24 * 60;
  }
}
