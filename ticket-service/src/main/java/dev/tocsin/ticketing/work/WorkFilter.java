package dev.tocsin.ticketing.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rows to list.
 *
 * @param owner only of this ticket or provider
 * @param states only in one of these; empty for all
 * @param beforeTime where the page before ended
 * @param beforeId where the page before ended
 */
public record WorkFilter(
    Optional<UUID> owner,
    List<String> states,
    Optional<Instant> beforeTime,
    Optional<UUID> beforeId) {}
