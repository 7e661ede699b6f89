package dev.tocsin.alerting.payload;

import java.time.Instant;
import java.util.UUID;

/**
 * A payload to be written.
 *
 * @param status HTTP status that it was answered with
 * @param reason why it was refused; empty when it was taken in
 * @param size bytes of all of it
 * @param body of which these are the first
 */
record Noted(
    UUID tenant,
    UUID id,
    UUID integration,
    Instant at,
    String source,
    int status,
    String reason,
    int size,
    byte[] body) {

  boolean accepted() {
    return status < 300;
  }
}
