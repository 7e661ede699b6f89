package dev.tocsin.ticketing.ticket;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as stored.
 *
 * @param externalId what the system calls it; empty while it is being opened
 * @param contextJson what it tells, as a JSON object
 * @param applied what the system has done last
 * @param desired where it should be
 * @param queueState {@code pending}, {@code in_step} or {@code dead}
 * @param error what went wrong last
 */
record StoredTicket(
    UUID id,
    UUID providerId,
    UUID groupId,
    String externalId,
    String url,
    String title,
    String contextJson,
    Progress applied,
    Progress desired,
    String queueState,
    @Nullable String error,
    int attempts,
    Instant createdAt,
    Instant updatedAt) {

  /** Given up: the system could not be brought to do it. */
  boolean failed() {
    return queueState.equals("dead");
  }
}
