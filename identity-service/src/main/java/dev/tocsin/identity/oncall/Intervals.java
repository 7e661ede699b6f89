package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Things that last from an instant to another, found by an instant in logarithmic time. */
final class Intervals<T> {

  private final List<T> byStart;
  private final Instant[] starts;
  private final Instant[] ends;

  /** At the middle of each half, and of its halves: the latest end of all within it. */
  private final Instant[] latest;

  private final Instant[] boundaries;

  Intervals(List<T> things, Function<T, Instant> start, Function<T, Instant> end) {
    byStart = things.stream().sorted(Comparator.comparing(start)).toList();
    starts = byStart.stream().map(start).toArray(Instant[]::new);
    ends = byStart.stream().map(end).toArray(Instant[]::new);
    latest = new Instant[ends.length];
    spread(0, ends.length);
    boundaries =
        Stream.concat(Arrays.stream(starts), Arrays.stream(ends))
            .distinct()
            .sorted()
            .toArray(Instant[]::new);
  }

  private Instant spread(int from, int until) {
    if (from >= until) {
      return Instant.MIN;
    }
    int middle = (from + until) >>> 1;
    Instant most = ends[middle];
    Instant left = spread(from, middle);
    Instant right = spread(middle + 1, until);
    most = left.isAfter(most) ? left : most;
    most = right.isAfter(most) ? right : most;
    latest[middle] = most;
    return most;
  }

  boolean isEmpty() {
    return starts.length == 0;
  }

  /** Those that hold at an instant, by start. */
  List<T> at(Instant instant) {
    if (starts.length == 0) {
      return List.of();
    }
    List<T> found = new ArrayList<>(4);
    collect(0, starts.length, instant, found);
    return found;
  }

  private void collect(int from, int until, Instant instant, List<T> found) {
    if (from >= until) {
      return;
    }
    int middle = (from + until) >>> 1;
    if (!latest[middle].isAfter(instant)) {
      return;
    }
    collect(from, middle, instant, found);
    if (!starts[middle].isAfter(instant)) {
      if (ends[middle].isAfter(instant)) {
        found.add(byStart.get(middle));
      }
      collect(middle + 1, until, instant, found);
    }
  }

  /**
   * The last start or end that is not after the instant; {@link Instant#MIN} when there is none.
   */
  Instant since(Instant instant) {
    int place = place(instant);
    return place == 0 ? Instant.MIN : boundaries[place - 1];
  }

  /** The first start or end after the instant; {@link Instant#MAX} when there is none. */
  Instant until(Instant instant) {
    int place = place(instant);
    return place == boundaries.length ? Instant.MAX : boundaries[place];
  }

  /** How many starts and ends are not after the instant. */
  private int place(Instant instant) {
    int found = Arrays.binarySearch(boundaries, instant);
    return found < 0 ? -found - 1 : found + 1;
  }
}
