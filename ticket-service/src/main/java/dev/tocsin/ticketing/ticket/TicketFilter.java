package dev.tocsin.ticketing.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tickets to list.
 *
 * @param group only of this group
 * @param states only in these states, as {@code pending, open, closed, failed}; all when empty
 * @param beforeTime only created before this time, or at it with a smaller id
 * @param beforeId see {@code beforeTime}
 */
record TicketFilter(
    Optional<UUID> group,
    List<String> states,
    Optional<Instant> beforeTime,
    Optional<UUID> beforeId) {}
