package dev.tocsin.identity.swap;

import dev.tocsin.proto.identity.v1.ShiftConflictKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that speaks against a person taking a shift.
 *
 * @param schedule where the person is on call; empty for other kinds
 * @param time when; empty when it has no time of its own
 */
record Conflict(
    ShiftConflictKind kind, UUID user, String text, Optional<UUID> schedule, Optional<Times> time) {

  /** From an instant until just before another. */
  record Times(Instant start, Instant end) {}
}
