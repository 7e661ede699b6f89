package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.limit.Rate;
import java.util.Optional;
import java.util.UUID;

/**
 * A door for one monitoring tool, as ingest needs it.
 *
 * @param source name of the kind of source
 * @param disabled refuses its key
 * @param key hash of the key that is valid now
 * @param mapping what its payloads mean; empty when it says nothing
 * @param rate how many requests it may send; empty: as many as the installation lets
 */
public record Integration(
    UUID id,
    String name,
    String source,
    boolean disabled,
    KeyHash key,
    MappingText mapping,
    Optional<Rate> rate) {}
