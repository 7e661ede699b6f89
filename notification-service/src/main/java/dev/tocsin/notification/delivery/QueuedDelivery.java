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
 * @param locale language that its template is chosen by
 * @param tries attempts so far
 * @param openTry an attempt that began and whose outcome was never recorded; null for none
 * @param cancelRequested somebody answered while that attempt was open
 * @param possibleRepeat an earlier attempt may have arrived
 * @param held why it was made to wait last; empty when it was not
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
    String locale,
    Map<String, Object> context,
    Instant createdAt,
    int tries,
    @Nullable Integer openTry,
    boolean cancelRequested,
    boolean possibleRepeat,
    String held,
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
        locale,
        context,
        createdAt,
        tries,
        openTry,
        cancelRequested,
        possibleRepeat,
        held,
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
