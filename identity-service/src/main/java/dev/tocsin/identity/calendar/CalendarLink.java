package dev.tocsin.identity.calendar;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A secret address, as it is stored.
 *
 * @param shows what it shows
 * @param owner who made it; empty when a key did
 * @param maskedSecret the first characters of the secret and dots
 */
record CalendarLink(
    UUID id,
    Shows shows,
    Optional<UUID> owner,
    String label,
    String maskedSecret,
    Instant createTime,
    Optional<Instant> lastUsedTime) {

  /** Whose shifts a calendar shows. */
  sealed interface Shows {

    /** The final shifts of a schedule. */
    record ScheduleShifts(UUID schedule) implements Shows {}

    /** The shifts of a person on all schedules. */
    record PersonShifts(UUID person) implements Shows {}
  }

  /** A link that works, found by its secret. */
  record Found(UUID tenant, UUID id, Shows shows) {}
}
