package dev.tocsin.alerting.payload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A payload to be written.
 *
 * @param status HTTP status that it was answered with
 * @param reason why it was refused; empty when it was taken in
 * @param size bytes of all of it
 * @param body of which these are the first
 * @param alerts what it opened, counted for or ended
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
    byte[] body,
    List<UUID> alerts) {

  boolean accepted() {
    return status < 300;
  }
}
