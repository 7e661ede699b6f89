package dev.tocsin.standalone.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class MigrateCommandTest {
  final TestDatabase database = TestServers.database();

  @Test
  void bringsEverySchemaUpToDateWithTheOwnersPasswordAlone() throws SQLException {
    DatabaseAccess owner = database.owner();
    Config config =
        config(
            Map.of(
                "tocsin.db.url", owner.url(),
                "tocsin.db.owner.username", owner.username(),
                "tocsin.db.owner.password", owner.password()));

    String first = migrated(config);
    String second = migrated(config);

    for (String schema : List.of("identity", "alerting", "notification", "ticketing")) {
      assertTrue(first.lines().anyMatch(line -> line.startsWith(schema)), first);
      assertEquals("tocsin_owner", schemaOwner(schema), schema);
    }
    assertEquals(
        4,
        second
            .lines()
            .filter(line -> line.matches("\\w+ +version [\\d.]+, 0 scripts run now"))
            .count(),
        second);
  }

  @Test
  void namesTheOwnerThatHasNoPassword() {
    Config config = config(Map.of("tocsin.db.url", "postgresql://localhost:1/tocsin"));

    var refusal = assertThrows(IllegalStateException.class, () -> migrated(config));

    assertEquals(
        "no password for tocsin_owner at postgresql://localhost:1/tocsin: set"
            + " TOCSIN_DB_OWNER_PASSWORD",
        refusal.getMessage());
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }

  private static String migrated(Config config) {
    var out = new ByteArrayOutputStream();
    MigrateCommand.migrate(config, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String schemaOwner(String schema) throws SQLException {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT nspowner::regrole FROM pg_namespace WHERE nspname = '" + schema + "'")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
