package dev.tocsin.standalone.operate;

import dev.tocsin.proto.identity.v1.TenantRetention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tenants that keep less history than the installation, as identity-service has stored it. */
final class ShorterRetentions {

  private ShorterRetentions() {}

  /** Reads them all. */
  static Map<UUID, TenantRetention> read(Connection identity) throws SQLException {
    Map<UUID, TenantRetention> wishes = new HashMap<>();
    try (PreparedStatement select =
            identity.prepareStatement(
                "SELECT tenant_id, delivery_days, ticket_note_days, alert_days FROM"
                    + " identity.shorter_retentions()");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        wishes.put(
            rows.getObject(1, UUID.class),
            TenantRetention.newBuilder()
                .setDeliveryDays(rows.getInt(2))
                .setTicketNoteDays(rows.getInt(3))
                .setAlertDays(rows.getInt(4))
                .build());
      }
    }
    return wishes;
  }
}
