package dev.tocsin.identity.schedule;

import java.util.Optional;
import java.util.UUID;

/** Why a shift is as it is. */
public sealed interface Cause {

  /** Who is on call; empty in a gap. */
  Optional<UUID> user();

  /**
   * A turn of a rotation.
   *
   * @param person who has the turn
   * @param layer name of the layer
   * @param number turns of the layer before this one
   */
  record Turn(UUID person, String layer, long number) implements Cause {
    @Override
    public Optional<UUID> user() {
      return Optional.of(person);
    }
  }

  /**
   * Somebody took over.
   *
   * @param person who took over
   * @param override id of the override
   */
  record TakenOver(UUID person, UUID override) implements Cause {
    @Override
    public Optional<UUID> user() {
      return Optional.of(person);
    }
  }

  /** A gap: no source names anybody who can be paged. */
  record Nobody() implements Cause {
    @Override
    public Optional<UUID> user() {
      return Optional.empty();
    }
  }
}
