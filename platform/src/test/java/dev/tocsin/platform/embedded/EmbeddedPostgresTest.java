package dev.tocsin.platform.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One server's life, told in order: making one takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedPostgresTest {

  @TempDir static Path temp;
  static Path folder;
  static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    // Where root may make no user namespace the server runs as nobody, who has to get there.
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    folder = temp.resolve("data");
    postgres = EmbeddedPostgres.start(folder, 0);
    try (Connection connection = postgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (n int)");
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  @Order(1)
  void isDurable() throws SQLException {
    assertEquals("on", show("fsync"));
    assertEquals("on", show("synchronous_commit"));
    assertEquals("on", show("full_page_writes"));
    assertEquals("scram-sha-256", show("password_encryption"));
    assertEquals("127.0.0.1", show("listen_addresses"));
  }

  @Test
  @Order(2)
  void keepsItsPasswordsFromOthers() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("postgres.passwords"))));
    String url = postgres.url().replace("postgresql://", "jdbc:postgresql://");
    assertThrows(
        SQLException.class,
        () -> java.sql.DriverManager.getConnection(url, EmbeddedPostgres.SUPERUSER, "guess"));
  }

  @Test
  @Order(3)
  void refusesASecondStartOnTheSameFolder() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> EmbeddedPostgres.start(folder, 0));

    assertTrue(refusal.getMessage().contains(folder.toString()), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains(Long.toString(ProcessHandle.current().pid())),
        refusal.getMessage());
  }

  @Test
  @Order(4)
  void comesBackAfterAKillWithAllThatWasCommitted() throws Exception {
    insert(1);
    long before = postgres.pid();

    assertTrue(ProcessHandle.of(before).orElseThrow().destroyForcibly());

    awaitRows(1);
    assertNotEquals(before, postgres.pid());
  }

  @Test
  @Order(5)
  void keepsItsDataOverACleanStop() throws Exception {
    insert(2);
    long before = postgres.pid();

    postgres.close();
    assertFalse(ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false));
    postgres = EmbeddedPostgres.start(folder, 0);

    awaitRows(2);
  }

  @Test
  @Order(6)
  void stopsAServerThatAKilledProcessLeftAndStartsItsOwn() throws Exception {
    insert(3);
    postgres.close();
    Process orphan = new PostgresCluster(folder.toAbsolutePath(), "", true).launch(FreePort.find());
    while (!Files.exists(folder.resolve("postgres/postmaster.pid"))) {
      Thread.sleep(20);
    }

    postgres = EmbeddedPostgres.start(folder, 0);

    assertFalse(orphan.isAlive());
    awaitRows(3);
  }

  private static String show(String setting) throws SQLException {
    try (Connection connection = postgres.superuser();
        Statement statement = connection.createStatement();
        ResultSet shown = statement.executeQuery("SHOW " + setting)) {
      shown.next();
      return shown.getString(1);
    }
  }

  private static void insert(int n) throws SQLException {
    try (Connection connection = postgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO kept VALUES (" + n + ")");
    }
  }

  /** Waits at most a minute for the server to answer. */
  private static void awaitRows(int expected) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (Connection connection = postgres.superuser();
          Statement statement = connection.createStatement();
          ResultSet counted = statement.executeQuery("SELECT count(*) FROM kept")) {
        counted.next();
        assertEquals(expected, counted.getInt(1));
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
