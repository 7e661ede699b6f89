package dev.tocsin.identity.oncall;

import java.util.Optional;
import java.util.UUID;

/**
 * Something that may be wrong with a schedule.
 *
 * @param kind what it is
 * @param text the same in words
 * @param field where it is, as a path in the request of a preview
 * @param user whom it is about
 * @param time when; empty when it has no time of its own
 */
public record Finding(
    Kind kind, String text, String field, Optional<UUID> user, Optional<Range> time) {

  /** What may be wrong. */
  public enum Kind {
    /** The schedule has no layers. */
    NO_LAYERS,
    /** A deactivated person has turns or an override. */
    DEACTIVATED,
    /** An override hides an older one for a while. */
    OVERLAP,
    /** All turns of a layer in the range are hidden by what is stronger. */
    LAYER_HIDDEN,
    /** A layer names nobody, whatever the time: blank slots only, or people who are all gone. */
    LAYER_EMPTY,
    /** An override changes nothing: whom it replaces or removes is not on call in its time. */
    OVERRIDE_IDLE
  }
}
