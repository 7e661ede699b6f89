package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The steps in which a rotation advances, in a zone. A step is a turn by the calendar; by worked
 * shifts it is a unit, and those only count in which the windows leave something to work. Counted
 * by arithmetic, for the pattern of worked units comes again after some weeks.
 */
final class Steps {

  private static final int HOURS_OF_WEEK = 7 * 24;

  private final Rotation rotation;
  private final ZoneId zone;

  /** Units of a step. */
  private final int units;

  /** Of each step of the pattern, how many before it count; last, how many do at all. */
  private final int[] before;

  /** The steps of the pattern that count. */
  private final int[] counting;

  Steps(Rotation rotation, Windows windows, ZoneId zone) {
    this.rotation = rotation;
    this.zone = zone;
    boolean byShift = rotation.advance() == Rotation.Advance.BY_SHIFT && !windows.always();
    this.units =
        rotation.advance() == Rotation.Advance.BY_SHIFT && rotation.unit() != Rotation.Unit.HOUR
            ? 1
            : rotation.length();
    int pattern =
        !byShift
            ? 1
            : switch (rotation.unit()) {
              case HOUR -> HOURS_OF_WEEK / gcd(HOURS_OF_WEEK, units);
              case DAY -> 7;
              // Each has all weekdays, and so a part of every window.
              case WEEK, MONTH -> 1;
            };
    this.before = new int[pattern + 1];
    int[] found = new int[pattern];
    int count = 0;
    for (int step = 0; step < pattern; step++) {
      before[step] = count;
      if (pattern == 1
          || windows.touch(rotation.local(step, units), rotation.local(step + 1L, units))) {
        found[count++] = step;
      }
    }
    before[pattern] = count;
    this.counting = Arrays.copyOf(found, count);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Counting steps of a turn whose slot lasts so many turns. */
  static int of(Rotation rotation, Slot slot) {
    return rotation.advance() == Rotation.Advance.BY_SHIFT && rotation.unit() != Rotation.Unit.HOUR
        ? Math.multiplyExact(slot.length(), rotation.length())
        : slot.length();
  }

  /**
   * The number of the counting step that the instant lies in or after; negative before the first.
   */
  long number(Instant instant) {
    long step = rotation.number(instant, zone, units) + 1;
    int pattern = before.length - 1;
    return Math.floorDiv(step, (long) pattern) * counting.length
        + before[(int) Math.floorMod(step, (long) pattern)]
        - 1;
  }

  /** The first instant of a counting step. */
  Instant start(long number) {
    int pattern = before.length - 1;
    long step =
        Math.floorDiv(number, (long) counting.length) * pattern
            + counting[(int) Math.floorMod(number, (long) counting.length)];
    return WallClock.instant(rotation.local(step, units), zone);
  }
}
