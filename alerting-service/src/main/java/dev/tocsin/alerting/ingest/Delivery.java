package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.source.InboundSource;
import java.util.Optional;

/**
 * A webhook as it was received.
 *
 * @param source who reads it
 * @param key the integration's key as it was sent; empty when there was none
 * @param body bytes of JSON, decompressed
 * @param idempotencyKey as it was sent
 */
record Delivery(InboundSource source, String key, byte[] body, Optional<String> idempotencyKey) {}
