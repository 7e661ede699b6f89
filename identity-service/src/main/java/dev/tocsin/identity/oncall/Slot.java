package dev.tocsin.identity.oncall;

import java.util.List;
import java.util.UUID;

/**
 * A place in the order of a rotation.
 *
 * @param people who has the turn, together; empty for a blank slot, in which the layer names nobody
 * @param length how many of the rotation's turns it lasts, at least 1
 */
public record Slot(List<UUID> people, int length) {

  public Slot {
    people = people.stream().distinct().toList();
    if (length < 1) {
      throw new IllegalArgumentException("a slot lasts at least one turn, not " + length);
    }
  }

  /** A slot of one turn; blank when nobody is named. */
  public static Slot of(UUID... people) {
    return new Slot(List.of(people), 1);
  }
}
