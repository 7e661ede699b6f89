package dev.tocsin.alerting.timeline;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened to an alert or its group.
 *
 * @param id ordered by time
 * @param alert the alert; empty when it concerns the whole group
 */
public record Entry(
    UUID id, Instant at, UUID group, Optional<UUID> alert, Actor actor, Reason reason) {}
