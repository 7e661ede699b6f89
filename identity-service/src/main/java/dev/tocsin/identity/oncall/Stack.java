package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The layers of one duty.
 *
 * @param ranks the strongest first; those of one rank are on call together
 */
record Stack(List<List<LayerSource>> ranks) {

  static final Stack EMPTY = new Stack(List.of());

  /** One that remembers what it said last, for a walk of one thread. */
  Stack forWalk() {
    return new Stack(
        ranks.stream().map(rank -> rank.stream().map(LayerSource::forWalk).toList()).toList());
  }

  /** What the strongest rank says that names somebody who is not off. */
  Piece at(Instant instant, Set<UUID> off) {
    Instant start = Instant.MIN;
    Instant end = Instant.MAX;
    for (List<LayerSource> rank : ranks) {
      List<Piece.Named> people = List.of();
      for (LayerSource source : rank) {
        Piece piece = source.at(instant, off);
        start = piece.start().isAfter(start) ? piece.start() : start;
        end = piece.end().isBefore(end) ? piece.end() : end;
        people = people.isEmpty() ? piece.people() : joined(people, piece.people());
      }
      if (!people.isEmpty()) {
        return new Piece(start, end, people);
      }
    }
    return Piece.nobody(start, end);
  }

  private static List<Piece.Named> joined(List<Piece.Named> some, List<Piece.Named> more) {
    List<Piece.Named> all = new ArrayList<>(some);
    for (Piece.Named named : more) {
      if (all.stream().noneMatch(each -> each.person().equals(named.person()))) {
        all.add(named);
      }
    }
    return all;
  }
}
