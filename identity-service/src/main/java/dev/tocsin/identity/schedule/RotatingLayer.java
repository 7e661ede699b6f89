package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A layer in its zone, turn by turn, without the people who are deactivated. */
record RotatingLayer(Layer layer, ZoneId zone, Set<UUID> deactivated) implements Source {

  @Override
  public Shift at(Instant instant) {
    long number = layer.rotation().number(instant, zone);
    return number >= 0 && takesTurn(number) ? turn(number) : gapAround(number);
  }

  /** The first turn, of somebody who can be paged, that starts after the instant. */
  Optional<Shift> following(Instant instant) {
    return takerAfter(layer.rotation().number(instant, zone)).map(this::turn);
  }

  private Shift gapAround(long number) {
    Instant start =
        takerBefore(number)
            .map(before -> layer.rotation().start(before + 1, zone))
            .orElse(Instant.MIN);
    Instant end =
        takerAfter(number).map(after -> layer.rotation().start(after, zone)).orElse(Instant.MAX);
    return new Shift(new Cause.Nobody(), start, end);
  }

  private Optional<Long> takerAfter(long number) {
    long first = Math.max(number + 1, 0);
    for (long candidate = first; candidate <= first + layer.participants().size(); candidate++) {
      if (takesTurn(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Optional<Long> takerBefore(long number) {
    long last = number - 1;
    for (long candidate = last;
        candidate >= 0 && candidate >= last - layer.participants().size();
        candidate--) {
      if (takesTurn(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** A day that the zone skipped altogether (Apia, 30 December 2011) leaves a turn without time. */
  private boolean takesTurn(long number) {
    Shift turn = turn(number);
    return !deactivated.contains(person(number)) && turn.start().isBefore(turn.end());
  }

  private UUID person(long number) {
    return layer.participants().get(Math.floorMod(number, layer.participants().size()));
  }

  private Shift turn(long number) {
    return new Shift(
        new Cause.Turn(person(number), layer.name(), number),
        layer.rotation().start(number, zone),
        layer.rotation().start(number + 1, zone));
  }
}
