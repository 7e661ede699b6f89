package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ChannelSeal;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.Invalid;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps codes that show that an address reaches its owner out of the database: what is queued has
 * them sealed, and they are opened when the message is made. They are good for minutes, so nothing
 * seals them anew when the key ring changes.
 */
@Singleton
class SealedCodes {

  private static final String CONTACT = "contact";
  private static final String CODE = "code";
  private static final String SEALED = "sealed_code";

  private final ChannelSeal seal;

  SealedCodes(ChannelSeal seal) {
    this.seal = seal;
  }

  /**
   * The context with the code sealed; as it is for every other event.
   *
   * @throws Invalid when it holds no code
   */
  Map<String, Object> seal(UUID tenant, EventKind event, Map<String, Object> context) {
    if (event != EventKind.CONTACT_CODE) {
      return context;
    }
    Map<String, Object> contact = contact(context);
    if (!(contact.remove(CODE) instanceof String code) || code.isBlank()) {
      throw Invalid.field("render_context", "contact.code must hold the code");
    }
    contact.put(SEALED, Base64.getEncoder().encodeToString(seal.code(tenant, code)));
    return with(context, contact);
  }

  /** The context as templates use it. */
  Map<String, Object> open(QueuedDelivery delivery) {
    if (delivery.event() != EventKind.CONTACT_CODE) {
      return delivery.context();
    }
    Map<String, Object> contact = contact(delivery.context());
    if (contact.remove(SEALED) instanceof String sealed) {
      contact.put(CODE, seal.code(delivery.tenant(), Base64.getDecoder().decode(sealed)));
    }
    return with(delivery.context(), contact);
  }

  private static Map<String, Object> contact(Map<String, Object> context) {
    Map<String, Object> contact = new LinkedHashMap<>();
    if (context.get(CONTACT) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> contact.put(String.valueOf(name), value));
    }
    return contact;
  }

  private static Map<String, Object> with(
      Map<String, Object> context, Map<String, Object> contact) {
    Map<String, Object> whole = new HashMap<>(context);
    whole.put(CONTACT, contact);
    return whole;
  }
}
