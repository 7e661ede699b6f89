package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One request on its way into the database.
 *
 * @param key hash of the key it came with, to be checked again whenever the configuration has
 *     changed
 * @param passedOver why the source left entries of the payload out
 * @param configVersion the configuration that the verdicts were made by
 * @param idempotency key and hash of the body, when the caller wants the same answer for the same
 *     request
 */
record Arrival(
    UUID tenant,
    UUID integration,
    KeyHash key,
    List<Signal> signals,
    List<Verdict> verdicts,
    List<String> passedOver,
    long configVersion,
    Optional<Idempotency> idempotency,
    Instant receivedAt) {

  /** What a caller names a request by. */
  record Idempotency(String key, byte[] bodyHash) {}

  /** The same request judged by another configuration. */
  Arrival judged(List<Verdict> others, long version) {
    return new Arrival(
        tenant, integration, key, signals, others, passedOver, version, idempotency, receivedAt);
  }
}
