package dev.tocsin.platform.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
  private static final ExpiringRows LETTERS =
      new ExpiringRows(
          "letter", "made_at", "state <> 'open' AND ended_at < $2", "tocsin.trial", "letter_page");

  private final TestDatabase server = TestServers.database();
  private final UUID acme = UUID.randomUUID();
  private final UUID globex = UUID.randomUUID();
  private Connection database;
  private Connection superuser;

  @BeforeEach
  void connect() throws SQLException {
    server.migrate("trial");
    database = server.connect(server.application());
    superuser = server.superuser();
    superuser.createStatement().execute("DELETE FROM trial.letter; DELETE FROM trial.letter_page");
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
    superuser.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void forgetsWhatEndedLongAgoOfEveryTenantWithItsParts(int piece) throws SQLException {
    for (int i = 0; i < 4; i++) {
      write(acme, "done", 100, 95);
    }
    write(globex, "done", 91, 91);
    write(globex, "done", 5, 5);

    assertEquals(5, new Expiry(database, "trial", piece).run(LETTERS, Duration.ofDays(90)));

    assertEquals(0, count("letter", acme));
    assertEquals(0, count("letter_page", acme));
    assertEquals(1, count("letter", globex));
    assertEquals(2, count("letter_page", globex));
  }

  @Test
  void keepsWhatIsOldButNotOver() throws SQLException {
    write(acme, "open", 200, 200);
    write(acme, "done", 200, 10);

    assertEquals(0, new Expiry(database, "trial", 1).run(LETTERS, Duration.ofDays(90)));

    assertEquals(2, count("letter", acme));
    assertEquals(4, count("letter_page", acme));
  }

  @Test
  void leavesARowThatSomebodyIsWorkingOn() throws SQLException {
    write(acme, "done", 100, 95);
    try (Connection other = server.superuser()) {
      other.setAutoCommit(false);
      other.createStatement().execute("SELECT 1 FROM trial.letter FOR UPDATE");

      assertEquals(0, new Expiry(database, "trial", 10).run(LETTERS, Duration.ofDays(90)));

      other.rollback();
    }
    assertEquals(1, new Expiry(database, "trial", 10).run(LETTERS, Duration.ofDays(90)));
  }

  private void write(UUID tenant, String state, int madeDaysAgo, int endedDaysAgo)
      throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement letter =
            superuser.prepareStatement(
                "INSERT INTO trial.letter VALUES (?, ?, ?, now() - ? * interval '1 day',"
                    + " now() - ? * interval '1 day')");
        PreparedStatement pages =
            superuser.prepareStatement(
                "INSERT INTO trial.letter_page VALUES (?, ?, 1), (?, ?, 2)")) {
      letter.setObject(1, tenant);
      letter.setObject(2, id);
      letter.setString(3, state);
      letter.setInt(4, madeDaysAgo);
      letter.setInt(5, endedDaysAgo);
      letter.executeUpdate();
      for (int i = 1; i <= 4; i++) {
        pages.setObject(i, i % 2 == 1 ? tenant : id);
      }
      pages.executeUpdate();
    }
  }

  private int count(String table, UUID tenant) throws SQLException {
    try (PreparedStatement select =
        superuser.prepareStatement(
            "SELECT count(*) FROM trial." + table + " WHERE tenant_id = ?")) {
      select.setObject(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
