package dev.tocsin.identity.audit;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** One change that somebody made; fields as in {@code tocsin.identity.v1.AuditEvent}. */
record AuditEntry(
    UUID id,
    Instant time,
    String actor,
    String action,
    String resource,
    JsonObject detail,
    String requestId) {}
