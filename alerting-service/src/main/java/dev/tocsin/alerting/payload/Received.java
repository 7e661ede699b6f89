package dev.tocsin.alerting.payload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A payload that was kept.
 *
 * @param size bytes of all of it
 * @param body those that were kept; empty in lists
 * @param alerts what it opened, counted for or ended
 */
record Received(
    UUID id,
    UUID integration,
    Instant at,
    String source,
    int status,
    String reason,
    int size,
    boolean complete,
    byte[] body,
    List<UUID> alerts) {}
