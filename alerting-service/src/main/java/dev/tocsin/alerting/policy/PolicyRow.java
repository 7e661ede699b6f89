package dev.tocsin.alerting.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is stored.
 *
 * @param steps JSON array of the contract's {@code PolicyStep}
 */
record PolicyRow(
    UUID id,
    String name,
    String description,
    String steps,
    int repeat,
    @Nullable UUID fallbackChannel,
    @Nullable String fallbackAddress,
    boolean standard,
    Instant createdAt,
    Instant updatedAt) {}
