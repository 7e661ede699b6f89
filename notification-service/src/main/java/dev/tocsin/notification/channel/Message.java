package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.EventKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A message to hand over.
 *
 * @param delivery the delivery, the same in each attempt
 * @param group the group of alerts that it tells of; empty for none
 * @param event what it is about
 * @param address where it goes, in the provider's own form
 * @param parts the parts as rendered and shaped
 * @param possibleRepeat whether an earlier attempt may have arrived
 * @param queuedAt when it was queued: no attempt is older
 * @param knownPlace where earlier messages to this address lie, as in {@link
 *     ProviderMessage#place}; empty when unknown
 * @param callback public URL that the provider may report to, for this channel; empty for none
 * @param proven whether its owner has shown that messages arrive at the address
 */
public record Message(
    UUID delivery,
    String group,
    EventKind event,
    String address,
    Map<String, String> parts,
    boolean possibleRepeat,
    Instant queuedAt,
    String knownPlace,
    String callback,
    boolean proven) {

  /** A message that nothing is reported of. */
  public Message(
      UUID delivery,
      String group,
      EventKind event,
      String address,
      Map<String, String> parts,
      boolean possibleRepeat,
      Instant queuedAt,
      String knownPlace) {
    this(delivery, group, event, address, parts, possibleRepeat, queuedAt, knownPlace, "", false);
  }

  /** The same to an address whose owner has shown that messages arrive there. */
  public Message toProven() {
    return new Message(
        delivery,
        group,
        event,
        address,
        parts,
        possibleRepeat,
        queuedAt,
        knownPlace,
        callback,
        true);
  }

  /** The part, or an empty text. */
  public String part(String name) {
    return parts.getOrDefault(name, "");
  }
}
