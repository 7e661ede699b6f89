package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tenants with integrations, policies and routes, written straight into the tables. */
final class Tenants {

  private Tenants() {}

  /** A tenant with an Alertmanager integration and its key. */
  record Tenant(UUID id, UUID integration, String key) {

    /** A policy whose first step waits so long. */
    UUID policy(String name, int waitSeconds, boolean standard) {
      UUID policy = UUID.randomUUID();
      update(
          "INSERT INTO alerting.escalation_policy (tenant_id, id, name, steps, is_default,"
              + " created_at, updated_at) VALUES (?, ?, ?, ?::jsonb, ?, now(), now())",
          id,
          policy,
          name,
          "[{\"wait\":\"%ds\",\"targets\":[{\"userId\":\"%s\"}]}]"
              .formatted(waitSeconds, UUID.randomUUID()),
          standard);
      return policy;
    }

    /** A route at this place. */
    UUID route(int position, String condition, UUID policy, boolean goesOn, String... groupBy) {
      UUID route = UUID.randomUUID();
      update(
          "INSERT INTO alerting.route (tenant_id, id, name, position, condition, policy_id,"
              + " goes_on, group_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?,"
              + " string_to_array(?, ','), now(), now())",
          id,
          route,
          "route-" + position,
          position,
          condition,
          policy,
          goesOn,
          String.join(",", groupBy));
      return route;
    }

    /** Values of the first row and column, as text. */
    String one(String sql, Object... parameters) {
      return all(sql, parameters).getFirst();
    }

    /** Values of the first column, as text. */
    List<String> all(String sql, Object... parameters) {
      List<String> values = new ArrayList<>();
      try (Connection connection = TestServers.database().superuser();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            values.add(Optional.ofNullable(rows.getString(1)).orElse(""));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
      return values;
    }
  }

  static Tenant create() {
    UUID tenant = UUID.randomUUID();
    UUID integration = UUID.randomUUID();
    String key = Ids.secret("tci_");
    update(
        "INSERT INTO alerting.integration (tenant_id, id, name, source, key_hash, masked_key,"
            + " created_at, updated_at) VALUES (?, ?, 'alertmanager', 'alertmanager', ?, 'tci_…',"
            + " now(), now())",
        tenant,
        integration,
        HexFormat.of().parseHex(KeyHash.of(key).hex()));
    return new Tenant(tenant, integration, key);
  }

  static void update(String sql, Object... parameters) {
    try (Connection connection = TestServers.database().superuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
