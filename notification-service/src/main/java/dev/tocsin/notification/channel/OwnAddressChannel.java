package dev.tocsin.notification.channel;

import java.util.Optional;

/** A channel whose messages all go to the web address in its setting {@code url}. */
public interface OwnAddressChannel extends Channel {

  /** Why a destination needs no address of its own, for whoever gives one that cannot be meant. */
  String whereItGoes();

  @Override
  default String ownAddress(ChannelSettings settings) {
    return WebAddress.host(settings.text("url"));
  }

  @Override
  default Optional<String> addressProblem(String address) {
    return address.matches("[^\\s<>@]+") ? Optional.empty() : Optional.of(whereItGoes());
  }

  @Override
  default String masked(String address) {
    return address;
  }
}
