package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Why somebody is on call. */
public sealed interface Cause {

  /**
   * It is their turn.
   *
   * @param layerId id of the layer
   * @param start when the whole turn starts, of which the shift may be a part; tells turns apart
   */
  record Turn(UUID layerId, Instant start) implements Cause {}

  /**
   * An override put them there.
   *
   * @param overrideId its id
   * @param kind what it does
   * @param replaced in whose stead; empty but for {@link OverrideRule.Kind#REPLACE}
   */
  record Overridden(UUID overrideId, OverrideRule.Kind kind, Optional<UUID> replaced)
      implements Cause {}

  /** The layer whose turn it is; empty for an override. */
  default Optional<UUID> layer() {
    return this instanceof Turn turn ? Optional.of(turn.layerId()) : Optional.empty();
  }

  /** The override; empty for a turn. */
  default Optional<UUID> override() {
    return this instanceof Overridden overridden
        ? Optional.of(overridden.overrideId())
        : Optional.empty();
  }
}
