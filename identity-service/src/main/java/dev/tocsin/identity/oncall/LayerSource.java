package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What one layer says: its turns within its windows and limits, under its own overrides. One that
 * is made for a walk through time keeps what was said last, and is of one thread.
 */
final class LayerSource {

  private final TurnSource turns;
  private final Windows windows;
  private final ZoneId zone;
  private final Instant from;
  private final Instant until;
  private final Exceptions exceptions;
  private final Predicate<UUID> able;
  private final boolean remembering;
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
    this.remembering = false;
  }

  private LayerSource(LayerSource other) {
    this.turns = other.turns;
    this.windows = other.windows;
    this.zone = other.zone;
    this.from = other.from;
    this.until = other.until;
    this.exceptions = other.exceptions;
    this.able = other.able;
    this.remembering = true;
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
    Piece piece = turn(instant);
    if (!piece.people().isEmpty() && !windows.always()) {
      Windows.State state = window(instant);
      piece =
          state.open()
              ? piece.within(state.start(), state.end())
              : Piece.nobody(state.start(), state.end());
    }
    if (!off.isEmpty()) {
      List<Piece.Named> rest = new ArrayList<>(piece.people());
      rest.removeIf(named -> off.contains(named.person()));
      piece = piece.naming(rest);
    }
    return piece.within(from, until);
  }

  private Piece turn(Instant instant) {
    if (!remembering) {
      return turns.at(instant);
    }
    if (!turn.contains(instant)) {
      turn = turns.at(instant);
    }
    return turn;
  }

  private Windows.State window(Instant instant) {
    if (!remembering) {
      return windows.at(instant, zone);
    }
    if (!window.contains(instant)) {
      window = windows.at(instant, zone);
    }
    return window;
  }
}
