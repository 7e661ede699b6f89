package dev.tocsin.notification.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A notification as it is shown.
 *
 * @param key its idempotency key
 * @param refused the destinations not taken, by their position, with the reason
 */
record NotificationView(
    UUID id,
    String key,
    String event,
    String title,
    String group,
    String createdBy,
    Instant createdAt,
    Map<Integer, String> refused,
    List<DeliveryView> deliveries) {

  /** Prefix of the keys that callers of the API chose, to keep them apart from our own. */
  static final String ASKED = "api:";

  /** Where it stands over all its deliveries, as in {@code NotificationState} of the contract. */
  String state() {
    boolean pending = any("pending");
    boolean sent = any("sent");
    boolean dead = any("dead");
    if (pending) {
      return "PENDING";
    }
    if (sent) {
      return dead ? "PARTLY_SENT" : "SENT";
    }
    return dead || deliveries.isEmpty() ? "FAILED" : "CANCELLED";
  }

  private boolean any(String state) {
    return deliveries.stream().anyMatch(delivery -> delivery.state().equals(state));
  }

  NotificationView with(List<DeliveryView> found) {
    return new NotificationView(id, key, event, title, group, createdBy, createdAt, refused, found);
  }
}
