package dev.tocsin.identity.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The union of windows, week after week. It is made in minutes of the wall clock's week, which
 * starts on Monday; only its edges become instants, so that no change of the clocks moves them.
 */
final class Windows {

  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  /** The Monday before 1 January 1970. */
  private static final long FIRST_MONDAY = -3;

  /** Minutes of the week, in order, apart from each other; an end may lie in the next week. */
  private final int[] opens;

  private final int[] closes;
  private final boolean always;

  Windows(List<Window> windows) {
    List<int[]> spans = union(windows);
    always = windows.isEmpty() || spans.stream().anyMatch(span -> span[1] - span[0] >= WEEK);
    opens = spans.stream().mapToInt(span -> span[0]).toArray();
    closes = spans.stream().mapToInt(span -> span[1]).toArray();
  }

  /** Whether there is no time outside of them. */
  boolean always() {
    return always;
  }

  /** Spans that start in the week; those of the weeks around it grow into them. */
  private static List<int[]> union(List<Window> windows) {
    List<int[]> spans = new ArrayList<>();
    for (int week = -1; week <= 1; week++) {
      for (Window window : windows) {
        for (DayOfWeek day : window.days()) {
          int start =
              week * WEEK + (day.getValue() - 1) * DAY + window.start().toSecondOfDay() / 60;
          spans.add(new int[] {start, start + window.minutes()});
        }
      }
    }
    spans.sort(Comparator.comparingInt(span -> span[0]));
    List<int[]> merged = new ArrayList<>();
    for (int[] span : spans) {
      if (!merged.isEmpty() && span[0] <= merged.getLast()[1]) {
        merged.getLast()[1] = Math.max(merged.getLast()[1], span[1]);
      } else {
        merged.add(span);
      }
    }
    return merged.stream()
        .filter(span -> span[0] >= 0 && span[0] < WEEK || span[1] - span[0] >= WEEK)
        .toList();
  }

  /** Whether they are open, and since when until when. */
  record State(Instant start, Instant end, boolean open) {

    boolean contains(Instant instant) {
      return !instant.isBefore(start) && instant.isBefore(end);
    }
  }

  State at(Instant instant, ZoneId zone) {
    if (always) {
      return new State(Instant.MIN, Instant.MAX, true);
    }
    long minute = minute(LocalDateTime.ofInstant(instant, zone));
    int place = Arrays.binarySearch(opens, (int) Math.floorMod(minute, (long) WEEK));
    long number =
        Math.floorDiv(minute, (long) WEEK) * opens.length + (place < 0 ? -place - 2 : place);
    while (edge(number, opens, zone).isAfter(instant)) {
      number--;
    }
    while (!edge(number + 1, opens, zone).isAfter(instant)) {
      number++;
    }
    Instant close = edge(number, closes, zone);
    return instant.isBefore(close)
        ? new State(edge(number, opens, zone), close, true)
        : new State(close, edge(number + 1, opens, zone), false);
  }

  private Instant edge(long number, int[] edges, ZoneId zone) {
    long week = Math.floorDiv(number, (long) edges.length);
    long minute = week * WEEK + edges[(int) Math.floorMod(number, (long) edges.length)];
    LocalDate day = LocalDate.ofEpochDay(FIRST_MONDAY + Math.floorDiv(minute, (long) DAY));
    int ofDay = (int) Math.floorMod(minute, (long) DAY);
    return WallClock.instant(day.atTime(LocalTime.of(ofDay / 60, ofDay % 60)), zone);
  }

  /** Whether a part of the time between the two is within them, by the wall clock. */
  boolean touch(LocalDateTime from, LocalDateTime until) {
    if (always) {
      return true;
    }
    long start = minute(from);
    long end = minute(until);
    for (long week = Math.floorDiv(start, (long) WEEK) - 2;
        week <= Math.floorDiv(end, (long) WEEK);
        week++) {
      for (int i = 0; i < opens.length; i++) {
        if (week * WEEK + opens[i] < end && week * WEEK + closes[i] > start) {
          return true;
        }
      }
    }
    return false;
  }

  private static long minute(LocalDateTime local) {
    return (local.toLocalDate().toEpochDay() - FIRST_MONDAY) * DAY
        + local.getHour() * 60
        + local.getMinute();
  }
}
