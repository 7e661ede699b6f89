package dev.tocsin.ticketing.settings;

import dev.tocsin.ticketing.mapping.Mapping;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.util.List;
import java.util.UUID;

/**
 * A configured provider, ready for a call.
 *
 * @param id which it is
 * @param name its name
 * @param type id of its {@code TicketProvider}
 * @param disabled whether it takes new tickets
 * @param settings where, and with which secrets in clear
 * @param mappings how fields of new tickets are made
 */
public record Settings(
    UUID id,
    String name,
    String type,
    boolean disabled,
    ProviderSettings settings,
    List<Mapping> mappings) {
  public Settings {
    mappings = List.copyOf(mappings);
  }
}
