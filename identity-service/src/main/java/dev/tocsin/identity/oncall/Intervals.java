package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Things that last from an instant to another, found by an instant in logarithmic time. */
final class Intervals<T> {

  private final List<T> byStart;
  private final Moments starts;
  private final Moments ends;

  /** At the middle of each half, and of its halves: the latest end of all within it. */
  private final Moments latest;

  /** Starts and ends in order. */
  private final Moments edges;

  Intervals(List<T> things, Function<T, Instant> start, Function<T, Instant> end) {
    byStart = new ArrayList<>(things);
    byStart.sort(Comparator.comparing(start));
    Instant[] first = new Instant[byStart.size()];
    Instant[] last = new Instant[byStart.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = start.apply(byStart.get(i));
      last[i] = end.apply(byStart.get(i));
    }
    starts = new Moments(first);
    ends = new Moments(last);
    Instant[] most = new Instant[last.length];
    spread(0, last.length, last, most);
    latest = new Moments(most);
    Instant[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(last, 0, both, first.length, last.length);
    Arrays.sort(both);
    edges = new Moments(both);
  }

  private static Instant spread(int from, int until, Instant[] ends, Instant[] latest) {
    if (from >= until) {
      return Instant.MIN;
    }
    int middle = (from + until) >>> 1;
    Instant most = ends[middle];
    Instant left = spread(from, middle, ends, latest);
    Instant right = spread(middle + 1, until, ends, latest);
    most = left.isAfter(most) ? left : most;
    most = right.isAfter(most) ? right : most;
    latest[middle] = most;
    return most;
  }

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /** Those that hold at an instant, by start. */
  List<T> at(Instant instant) {
    List<T> found = new ArrayList<>(4);
    collect(0, starts.size(), instant, found);
    return found;
  }

  private void collect(int from, int until, Instant instant, List<T> found) {
    if (from >= until) {
      return;
    }
    int middle = (from + until) >>> 1;
    if (!latest.isAfter(middle, instant)) {
      return;
    }
    collect(from, middle, instant, found);
    if (!starts.isAfter(middle, instant)) {
      if (ends.isAfter(middle, instant)) {
        found.add(byStart.get(middle));
      }
      collect(middle + 1, until, instant, found);
    }
  }

  /** The time around an instant in which nothing starts or ends, without anybody in it. */
  Piece between(Instant instant) {
    int place = edges.notAfter(instant);
    return Piece.nobody(
        place == 0 ? Instant.MIN : edges.get(place - 1),
        place == edges.size() ? Instant.MAX : edges.get(place));
  }
}
