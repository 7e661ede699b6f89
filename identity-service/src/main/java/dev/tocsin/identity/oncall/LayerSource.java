package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What one layer says: its turns within its windows and limits, under its own overrides. Made for
 * one walk through time: it keeps what was said last.
 */
final class LayerSource {

  private final TurnSource turns;
  private final Windows windows;
  private final ZoneId zone;
  private final Instant from;
  private final Instant until;
  private final Exceptions exceptions;
  private final Predicate<UUID> able;
  private Piece turn = Piece.nobody(Instant.MIN, Instant.MIN);
  private Windows.State window = new Windows.State(Instant.MIN, Instant.MIN, false);

  LayerSource(
      TurnSource turns,
      Windows windows,
      ZoneId zone,
      Layer layer,
      Exceptions exceptions,
      Predicate<UUID> able) {
    this.turns = turns;
    this.windows = windows;
    this.zone = zone;
    this.from = layer.from().orElse(Instant.MIN);
    this.until = layer.until().orElse(Instant.MAX);
    this.exceptions = exceptions;
    this.able = able;
  }

  private LayerSource(LayerSource other) {
    this.turns = other.turns;
    this.windows = other.windows;
    this.zone = other.zone;
    this.from = other.from;
    this.until = other.until;
    this.exceptions = other.exceptions;
    this.able = other.able;
  }

  LayerSource forWalk() {
    return new LayerSource(this);
  }

  Piece at(Instant instant, Set<UUID> off) {
    return exceptions.at(instant, off, able, this::bare);
  }

  private Piece bare(Instant instant, Set<UUID> off) {
    if (instant.isBefore(from)) {
      return Piece.nobody(Instant.MIN, from);
    }
    if (!instant.isBefore(until)) {
      return Piece.nobody(until, Instant.MAX);
    }
    if (!turn.contains(instant)) {
      turn = turns.at(instant);
    }
    Piece piece = turn;
    if (!piece.people().isEmpty() && !windows.always()) {
      if (!window.contains(instant)) {
        window = windows.at(instant, zone);
      }
      piece =
          window.open()
              ? piece.within(window.start(), window.end())
              : Piece.nobody(window.start(), window.end());
    }
    if (!off.isEmpty()) {
      List<Piece.Named> rest = new ArrayList<>(piece.people());
      rest.removeIf(named -> off.contains(named.person()));
      piece = piece.naming(rest);
    }
    return piece.within(from, until);
  }
}
