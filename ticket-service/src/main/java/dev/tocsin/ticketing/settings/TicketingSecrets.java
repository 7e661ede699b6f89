package dev.tocsin.ticketing.settings;

import dev.tocsin.platform.secret.SealedColumn;
import dev.tocsin.platform.secret.SealedColumns;
import java.util.List;

/** What this service keeps sealed. */
public final class TicketingSecrets implements SealedColumns {

  @Override
  public String schema() {
    return "ticketing";
  }

  @Override
  public List<SealedColumn> columns() {
    return List.of(
        new SealedColumn("ticket_provider", "sealed_secrets", TicketProviderStore.SECRETS));
  }
}
