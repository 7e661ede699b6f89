package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import java.util.UUID;

/**
 * A door for one monitoring tool, as ingest needs it.
 *
 * @param source name of the kind of source
 * @param disabled refuses its key
 * @param key hash of the key that is valid now
 */
public record Integration(UUID id, String name, String source, boolean disabled, KeyHash key) {}
