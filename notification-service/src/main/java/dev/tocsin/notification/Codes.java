package dev.tocsin.notification;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.notification.v1.ChannelKind;
import java.util.Locale;
import java.util.UUID;

/** Kinds and ids of the contract and of the service. */
public final class Codes {

  private static final String KIND = "CHANNEL_KIND_";
  private static final String EVENT = "EVENT_KIND_";

  private Codes() {}

  /** {@code slack} of {@code CHANNEL_KIND_SLACK}; empty when unset. */
  public static String kind(ChannelKind kind) {
    boolean known =
        kind != ChannelKind.CHANNEL_KIND_UNSPECIFIED && kind != ChannelKind.UNRECOGNIZED;
    return known ? kind.name().substring(KIND.length()).toLowerCase(Locale.ROOT) : "";
  }

  /** {@code CHANNEL_KIND_SLACK} of {@code slack}. */
  public static ChannelKind kind(String code) {
    return ChannelKind.valueOf(KIND + code.toUpperCase(Locale.ROOT));
  }

  /** The event of the contract's name; a page when unset. */
  public static EventKind event(dev.tocsin.proto.notification.v1.EventKind kind) {
    return kind.getNumber() <= 0
        ? EventKind.PAGE
        : EventKind.valueOf(kind.name().substring(EVENT.length()));
  }

  /** The contract's name of the event. */
  public static dev.tocsin.proto.notification.v1.EventKind event(EventKind kind) {
    return dev.tocsin.proto.notification.v1.EventKind.valueOf(EVENT + kind.name());
  }

  /** The id in a field; Invalid, naming the field, when it is none. */
  public static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id: it must be a UUID");
    }
  }
}
