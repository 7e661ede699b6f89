package dev.tocsin.alerting.paging;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a page goes: a person's address on a kind of channel, or a configured channel.
 *
 * @param medium the kind; empty for a configured channel, which knows its own
 * @param channel the configured channel; empty for a person
 * @param address empty: the channel's own default address
 * @param locale language of the message; empty for the usual one
 */
public record Destination(
    Optional<Medium> medium, Optional<UUID> channel, String address, String locale) {

  static Destination of(Person.Contact contact, String locale) {
    return new Destination(
        Optional.of(contact.medium()), Optional.empty(), contact.address(), locale);
  }
}
