package dev.tocsin.identity.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which entries of the log are listed: those that pass all of these.
 *
 * @param actor this one; all when empty
 * @param action this one, or with a noun alone all of its actions; all when empty
 * @param resource this one and what is below it; all when empty
 * @param from at or after this instant
 * @param to before this instant
 * @param after the last entry of the page before
 */
record AuditFilter(
    String actor,
    String action,
    String resource,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Place> after) {

  /** Where a page goes on: after the entry with this time and id. */
  record Place(Instant time, UUID id) {}
}
