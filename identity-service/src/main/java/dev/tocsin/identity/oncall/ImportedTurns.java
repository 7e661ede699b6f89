package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The events of a calendar as turns. */
final class ImportedTurns implements TurnSource {

  private final UUID layer;
  private final Intervals<Turns.Event> events;
  private final Predicate<UUID> able;

  ImportedTurns(UUID layer, List<Turns.Event> events, Predicate<UUID> able) {
    this.layer = layer;
    this.able = able;
    this.events = new Intervals<>(events, Turns.Event::start, Turns.Event::end);
  }

  @Override
  public Piece at(Instant instant) {
    Piece piece = events.between(instant);
    List<Piece.Named> named = new ArrayList<>();
    for (Turns.Event event : events.at(instant)) {
      for (UUID person : event.people()) {
        if (able.test(person) && !piece.naming(named).names(person)) {
          named.add(new Piece.Named(person, new Cause.Turn(layer, event.start())));
        }
      }
    }
    return named.isEmpty() ? piece : piece.naming(named);
  }
}
