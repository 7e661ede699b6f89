package dev.tocsin.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  final TestDatabase database = TestServers.database();

  @Test
  void bringsServicesThatShareADatabaseUpAtTheSameTimeInSeveralReplicas() throws SQLException {
    try (var threads = Executors.newFixedThreadPool(6)) {
      List<CompletableFuture<Void>> starts =
          IntStream.range(0, 6)
              .mapToObj(i -> i % 2 == 0 ? "shared_one" : "shared_two")
              .map(schema -> CompletableFuture.runAsync(() -> migrate(schema), threads))
              .toList();
      starts.forEach(CompletableFuture::join);
    }

    assertEquals(
        "2",
        value(
            "SELECT count(*) FROM shared_one.flyway_schema_history WHERE success AND version IS NOT"
                + " NULL"));
    assertEquals(
        "2",
        value(
            "SELECT count(*) FROM shared_two.flyway_schema_history WHERE success AND version IS NOT"
                + " NULL"));
    assertEquals(
        "tocsin_owner",
        value(
            "SELECT tableowner FROM pg_tables WHERE schemaname = 'shared_one' AND tablename ="
                + " 'row'"));
  }

  @Test
  void refusesToStartOnAScriptThatChangedAfterItRan() throws SQLException {
    migrate("trial");
    String checksum = value("SELECT checksum FROM trial.flyway_schema_history WHERE version = '1'");
    try {
      execute("UPDATE trial.flyway_schema_history SET checksum = 1 WHERE version = '1'");

      assertThrows(FlywayValidateException.class, () -> migrate("trial"));
    } finally {
      execute(
          "UPDATE trial.flyway_schema_history SET checksum = " + checksum + " WHERE version = '1'");
    }
  }

  private void migrate(String schema) {
    Migrations.run(schema, database.owner(), new TocsinClock());
  }

  private String value(String sql) throws SQLException {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
