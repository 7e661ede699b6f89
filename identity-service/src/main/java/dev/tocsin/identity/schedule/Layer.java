package dev.tocsin.identity.schedule;

import java.util.List;
import java.util.UUID;

/**
 * One rotation of a schedule.
 *
 * @param name display name, may be empty
 * @param rotation how it advances
 * @param participants who takes turns, in order; at least one
 */
public record Layer(String name, Rotation rotation, List<UUID> participants) {

  public Layer {
    participants = List.copyOf(participants);
    if (participants.isEmpty()) {
      throw new IllegalArgumentException("layer " + name + " has no participants");
    }
  }
}
