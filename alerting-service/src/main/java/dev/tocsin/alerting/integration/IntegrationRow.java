package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.limit.Rate;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An integration as people see it. */
record IntegrationRow(
    UUID id,
    String name,
    String source,
    boolean disabled,
    String maskedKey,
    MappingText mapping,
    Optional<Rate> rate,
    Instant createdAt,
    Instant updatedAt) {}
