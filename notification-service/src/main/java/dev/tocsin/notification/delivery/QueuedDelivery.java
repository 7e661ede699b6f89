package dev.tocsin.notification.delivery;

import dev.tocsin.notification.render.EventKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a worker holds.
 *
 * @param kind kind of channel
 * @param tries attempts so far
 * @param openTry an attempt that began and whose outcome was never recorded; null for none
 * @param cancelRequested somebody answered while that attempt was open
 * @param possibleRepeat an earlier attempt may have arrived
 * @param original the message that this one revises; null for a message of its own
 */
record QueuedDelivery(
    UUID tenant,
    UUID id,
    long fence,
    String kind,
    EventKind event,
    UUID channelId,
    String address,
    byte[] addressHash,
    String group,
    String userId,
    String templateId,
    Map<String, Object> context,
    Instant createdAt,
    int tries,
    @Nullable Integer openTry,
    boolean cancelRequested,
    boolean possibleRepeat,
    @Nullable Original original) {

  QueuedDelivery of(Original known) {
    return new QueuedDelivery(
        tenant,
        id,
        fence,
        kind,
        event,
        channelId,
        address,
        addressHash,
        group,
        userId,
        templateId,
        context,
        createdAt,
        tries,
        openTry,
        cancelRequested,
        possibleRepeat,
        known);
  }

  /**
   * The message that is revised.
   *
   * @param open whether an attempt to send it is under way
   * @param revising whether another revision of it is under way: two at once could arrive in the
   *     wrong order
   * @param messageId the provider's name for it
   * @param shownEvent the event that it shows
   */
  record Original(
      UUID id,
      String state,
      boolean open,
      boolean revising,
      String messageId,
      String place,
      String shownEvent) {

    Original whileRevising(boolean now) {
      return new Original(id, state, open, now, messageId, place, shownEvent);
    }
  }
}
