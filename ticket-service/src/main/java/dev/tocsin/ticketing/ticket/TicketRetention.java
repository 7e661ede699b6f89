package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.tenant.TenantSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** How long each tenant's notes are kept. */
@Singleton
class TicketRetention {

  private final TicketRetentionConfig config;
  private final TenantSettings settings;

  TicketRetention(TicketRetentionConfig config, TenantSettings settings) {
    this.config = config;
    this.settings = settings;
  }

  /** As long as the installation keeps them until the tenant's own wish is known. */
  Duration notes(UUID tenant) {
    return Keeping.TICKET_NOTES.of(settings.of(tenant).getRetention(), config.notes());
  }
}
