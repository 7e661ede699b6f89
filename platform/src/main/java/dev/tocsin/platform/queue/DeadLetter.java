package dev.tocsin.platform.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * A job that was given up.
 *
 * @param id key of its row
 * @param attempts how often it was tried
 * @param error how the last attempt ended
 * @param createdAt when the row was made
 * @param diedAt when it was given up
 */
public record DeadLetter(UUID id, int attempts, String error, Instant createdAt, Instant diedAt) {}
