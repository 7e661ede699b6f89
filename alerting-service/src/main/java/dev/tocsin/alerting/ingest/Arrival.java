package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.mapping.MappingText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way into the database.
 *
 * @param key hash of the key it came with, to be checked again whenever the configuration has
 *     changed
 * @param passedOver why the source left entries of the payload out
 * @param source how its signals were read, to be read anew when a mapping has changed
 * @param config the configuration that the verdicts were made by
 * @param idempotency key and hash of the body, when the caller wants the same answer for the same
 *     request
 * @param byHand the person who opens an alert
 * @param traceparent its place in a trace, which the work that follows goes on with
 */
record Arrival(
    UUID tenant,
    UUID integration,
    KeyHash key,
    List<Signal> signals,
    List<Verdict> verdicts,
    List<String> passedOver,
    Source source,
    TenantConfig config,
    Optional<Idempotency> idempotency,
    Optional<ByHand> byHand,
    Instant receivedAt,
    @Nullable String traceparent) {

  /**
   * Where the signals come from.
   *
   * @param mapping what they were read by
   * @param again reads them by what an integration says now
   */
  record Source(MappingText mapping, Function<Integration, Heard> again) {}

  /** What a caller names a request by. */
  record Idempotency(String key, byte[] bodyHash) {}

  /** Does it need a transaction of its own? */
  boolean isAlone() {
    return idempotency.isPresent() || byHand.isPresent();
  }

  /** The same request read anew, to be judged. */
  Arrival heard(Heard heard, MappingText mapping) {
    return new Arrival(
        tenant,
        integration,
        key,
        heard.signals(),
        verdicts,
        heard.passedOver(),
        new Source(mapping, source.again()),
        config,
        idempotency,
        byHand,
        receivedAt,
        traceparent);
  }

  /** The same request judged by another configuration. */
  Arrival judged(List<Verdict> others, TenantConfig by) {
    return new Arrival(
        tenant,
        integration,
        key,
        signals,
        others,
        passedOver,
        source,
        by,
        idempotency,
        byHand,
        receivedAt,
        traceparent);
  }
}
