package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Where the turns of a layer come from. */
public sealed interface Turns {

  /** Everybody whom they name. */
  Stream<UUID> people();

  /**
   * Slots that take turns.
   *
   * @param rotation when it hands over
   * @param slots in their order; at least one
   * @param firstSlot place of the slot that has the first turn, or the turn at the anchor
   * @param anchor an instant of the turn that is the first slot's, so that a changed order goes on
   *     where the old one was; empty when it is the rotation's first turn
   */
  record Rotating(Rotation rotation, List<Slot> slots, int firstSlot, Optional<Instant> anchor)
      implements Turns {

    public Rotating {
      slots = List.copyOf(slots);
      if (slots.isEmpty()) {
        throw new IllegalArgumentException("a rotation has at least one slot");
      }
      if (firstSlot < 0 || firstSlot >= slots.size()) {
        throw new IllegalArgumentException(
            "there is no slot %d of %d".formatted(firstSlot, slots.size()));
      }
    }

    /** Slots whose first has the first turn. */
    public Rotating(Rotation rotation, List<Slot> slots) {
      this(rotation, slots, 0, Optional.empty());
    }

    /** One slot for each of the people. */
    public static Rotating of(Rotation rotation, List<UUID> people) {
      return new Rotating(rotation, people.stream().map(Slot::of).toList());
    }

    @Override
    public Stream<UUID> people() {
      return slots.stream().flatMap(slot -> slot.people().stream());
    }
  }

  /** The events of a calendar; those that overlap are on call together. */
  record Imported(List<Event> events) implements Turns {

    public Imported {
      events = List.copyOf(events);
    }

    @Override
    public Stream<UUID> people() {
      return events.stream().flatMap(event -> event.people().stream());
    }
  }

  /**
   * An event of a calendar.
   *
   * @param start first instant
   * @param end first instant after it; later than the start
   * @param people who is on call in it
   */
  record Event(Instant start, Instant end, List<UUID> people) {

    public Event {
      people = people.stream().distinct().toList();
      if (!start.isBefore(end)) {
        throw new IllegalArgumentException("the event of " + start + " ends before it starts");
      }
    }
  }
}
