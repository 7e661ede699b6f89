package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

/** What an instant says, said for all instants of a range. */
final class Watches {

  private final Walk walk;
  private final List<Piece> pieces = new ArrayList<>();

  Watches(OnCall onCall, Duty duty, Instant from) {
    this.walk = new Walk(onCall, duty);
    pieces.add(walk.at(from));
  }

  /** Who is on call. */
  List<Watch> present(Range range) {
    return over(range, place -> people(pieces.get(place)));
  }

  /**
   * Who begins first after each instant.
   *
   * @param mostChanges after so many without anybody who begins, nobody does
   */
  List<Watch> following(Range range, int mostChanges) {
    return over(range, place -> followers(place, mostChanges));
  }

  private List<Watch> over(Range range, IntFunction<List<UUID>> people) {
    List<Watch> watches = new ArrayList<>();
    for (int place = 0; ; place++) {
      List<UUID> now = people.apply(place);
      if (watches.isEmpty() || !watches.getLast().people().equals(now)) {
        Instant start = pieces.get(place).start();
        watches.add(new Watch(start.isBefore(range.from()) ? range.from() : start, now));
      }
      if (!pieces.get(place).end().isBefore(range.until())) {
        return watches;
      }
      reach(place + 1);
    }
  }

  /** As {@link Walk#following} from the piece on. */
  private List<UUID> followers(int place, int mostChanges) {
    Set<Piece.Named> there = new HashSet<>(pieces.get(place).people());
    for (int i = place; i < place + mostChanges; i++) {
      if (!pieces.get(i).end().isBefore(Instant.MAX)) {
        return List.of();
      }
      reach(i + 1);
      List<UUID> begin =
          pieces.get(i + 1).people().stream()
              .filter(named -> !there.contains(named))
              .map(Piece.Named::person)
              .distinct()
              .toList();
      if (!begin.isEmpty()) {
        return begin;
      }
    }
    return List.of();
  }

  private void reach(int place) {
    while (pieces.size() <= place) {
      pieces.add(walk.at(pieces.getLast().end()));
    }
  }

  private static List<UUID> people(Piece piece) {
    return piece.people().stream().map(Piece.Named::person).toList();
  }
}
