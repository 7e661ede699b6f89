package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through the time of one duty, from change to change. For one thread. */
final class Walk {

  /** Two layers handed over every hour of the longest override; a shift of more is told cut. */
  private static final int MOST_PIECES = 20_000;

  private final OnCall onCall;
  private final Duty duty;
  private @Nullable Era era;
  private Stack stack = Stack.EMPTY;

  Walk(OnCall onCall, Duty duty) {
    this.onCall = onCall;
    this.duty = duty;
  }

  Piece at(Instant instant) {
    Era now = era;
    if (now == null || !now.contains(instant)) {
      now = onCall.era(instant);
      era = now;
      stack = now.stack(duty).forWalk();
    }
    return now.at(duty, stack, instant);
  }

  /** The whole shift of somebody whom a piece names. */
  Shift whole(Piece.Named named, Piece piece) {
    return new Shift(duty, named.person(), named.cause(), since(named, piece), until(named, piece));
  }

  private Instant since(Piece.Named named, Piece piece) {
    Instant start = piece.start();
    for (int i = 0; start.isAfter(Instant.MIN) && i < MOST_PIECES; i++) {
      Piece earlier = at(start.minusNanos(1));
      if (!earlier.people().contains(named)) {
        break;
      }
      start = earlier.start();
    }
    return start;
  }

  private Instant until(Piece.Named named, Piece piece) {
    Instant end = piece.end();
    for (int i = 0; end.isBefore(Instant.MAX) && i < MOST_PIECES; i++) {
      Piece later = at(end);
      if (!later.people().contains(named)) {
        break;
      }
      end = later.end();
    }
    return end;
  }

  /** The gap that a piece is part of; without end after so many changes. */
  Range gap(Piece piece, int mostChanges) {
    Instant start = piece.start();
    for (int i = 0; start.isAfter(Instant.MIN); i++) {
      Piece earlier = at(start.minusNanos(1));
      if (!earlier.people().isEmpty()) {
        break;
      }
      start = i < mostChanges ? earlier.start() : Instant.MIN;
    }
    Instant end = piece.end();
    for (int i = 0; end.isBefore(Instant.MAX); i++) {
      Piece later = at(end);
      if (!later.people().isEmpty()) {
        break;
      }
      end = i < mostChanges ? later.end() : Instant.MAX;
    }
    return new Range(start, end);
  }

  /**
   * A range as it was gone through.
   *
   * @param shifts whole, by start
   * @param gaps cut to the range
   */
  record Gone(List<Shift> shifts, List<Range> gaps) {}

  Gone over(Range range) {
    List<Shift> shifts = new ArrayList<>();
    List<Range> gaps = new ArrayList<>();
    Map<Piece.Named, Instant> open = new LinkedHashMap<>();
    Instant gap = Instant.MAX;
    Piece piece = at(range.from());
    for (Piece.Named named : piece.people()) {
      open.put(named, since(named, piece));
    }
    for (Instant now = range.from(); ; ) {
      if (piece.people().isEmpty()) {
        gap = gap.isBefore(now) ? gap : now;
      } else if (gap.isBefore(now)) {
        gaps.add(new Range(gap, now));
        gap = Instant.MAX;
      }
      if (!piece.end().isBefore(range.until())) {
        break;
      }
      now = piece.end();
      piece = at(now);
      turnOver(open, piece, shifts);
    }
    if (gap.isBefore(range.until())) {
      gaps.add(new Range(gap, range.until()));
    }
    for (Map.Entry<Piece.Named, Instant> each : open.entrySet()) {
      shifts.add(shift(each.getKey(), each.getValue(), until(each.getKey(), piece)));
    }
    shifts.sort(Comparator.comparing(Shift::start));
    return new Gone(shifts, gaps);
  }

  /** Closes the shifts that a piece no longer names, and opens those that begin in it. */
  private void turnOver(Map<Piece.Named, Instant> open, Piece piece, List<Shift> shifts) {
    List<Piece.Named> people = piece.people();
    if (open.size() == people.size() && open.keySet().containsAll(people)) {
      return;
    }
    open.entrySet()
        .removeIf(
            each -> {
              boolean over = !people.contains(each.getKey());
              if (over) {
                shifts.add(shift(each.getKey(), each.getValue(), piece.start()));
              }
              return over;
            });
    people.forEach(named -> open.putIfAbsent(named, piece.start()));
  }

  private Shift shift(Piece.Named named, Instant start, Instant end) {
    return new Shift(duty, named.person(), named.cause(), start, end);
  }

  /** The shifts that begin first after an instant. */
  List<Shift> following(Instant instant, int mostChanges) {
    Piece piece = at(instant);
    Set<Piece.Named> there = new HashSet<>(piece.people());
    for (int i = 0; i < mostChanges && piece.end().isBefore(Instant.MAX); i++) {
      piece = at(piece.end());
      Piece now = piece;
      List<Shift> begin =
          now.people().stream()
              .filter(named -> !there.contains(named))
              .map(named -> shift(named, now.start(), until(named, now)))
              .toList();
      if (!begin.isEmpty()) {
        return begin;
      }
    }
    return List.of();
  }
}
