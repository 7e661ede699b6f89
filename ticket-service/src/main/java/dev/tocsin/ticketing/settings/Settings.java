package dev.tocsin.ticketing.settings;

import dev.tocsin.ticketing.provider.ProviderSettings;
import java.util.UUID;

/**
 * A configured provider, ready for a call.
 *
 * @param id which it is
 * @param type id of its {@code TicketProvider}
 * @param disabled whether it takes new tickets
 * @param settings where, and with which secrets in clear
 */
public record Settings(UUID id, String type, boolean disabled, ProviderSettings settings) {}
