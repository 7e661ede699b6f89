package dev.tocsin.alerting.integration;

import java.time.Instant;
import java.util.UUID;

/** An integration as people see it. */
record IntegrationRow(
    UUID id,
    String name,
    String source,
    boolean disabled,
    String maskedKey,
    Instant createdAt,
    Instant updatedAt) {}
