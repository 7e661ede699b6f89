package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.muting.Silences;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.routing.Routes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything of a tenant that decides about an alert, compiled.
 *
 * @param version counts the changes; ingest checks in its transaction that it is still this one
 * @param standard id of the default policy
 * @param silences those that were not over when it was loaded
 */
record TenantConfig(
    UUID tenant,
    long version,
    Map<UUID, Integration> integrations,
    Routes routes,
    Map<UUID, Policy> policies,
    Optional<UUID> standard,
    Silences silences) {}
