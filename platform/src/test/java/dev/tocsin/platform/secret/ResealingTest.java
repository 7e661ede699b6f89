package dev.tocsin.platform.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResealingTest {

  private static final String PURPOSE = "picture";
  private static final SealedColumn COLUMN = new SealedColumn("locket", "picture", PURPOSE);

  private final String oldKey = KeyRing.freshKey();
  private final String newKey = KeyRing.freshKey();
  private final UUID acme = UUID.randomUUID();
  private final UUID globex = UUID.randomUUID();
  private Connection database;

  @BeforeEach
  void connect() throws SQLException {
    TestServers.database().migrate("trial");
    database = TestServers.database().connect(TestServers.database().application());
    try (Connection superuser = TestServers.database().superuser()) {
      superuser.createStatement().execute("DELETE FROM trial.locket");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  @Test
  void everythingOpensWithoutTheOldKeyAfterwards() throws SQLException {
    fill(acme, 25, oldKey);
    fill(globex, 7, oldKey);

    Resealing.Count count = reseal(newKey + "," + oldKey, 10);

    assertEquals(32, count.resealed());
    assertEquals(0, count.unopened());
    assertEquals(25, open(acme, ring(newKey)));
    assertEquals(7, open(globex, ring(newKey)));
  }

  @Test
  void goesOnWhereItWasStopped() throws SQLException {
    fill(acme, 6, newKey);
    fill(acme, 5, oldKey);
    Map<UUID, byte[]> before = rows(acme);

    Resealing.Count first = reseal(newKey + "," + oldKey, 3);
    Resealing.Count second = reseal(newKey + "," + oldKey, 3);

    assertEquals(5, first.resealed());
    assertEquals(0, second.resealed());
    Map<UUID, byte[]> after = rows(acme);
    long untouched =
        before.entrySet().stream()
            .filter(row -> java.util.Arrays.equals(row.getValue(), after.get(row.getKey())))
            .count();
    assertEquals(6, untouched, "rows with the newest key are left alone");
  }

  @Test
  void leavesWhatItCannotOpenAndSaysWhichKeyIsMissing() throws SQLException {
    String lost = KeyRing.freshKey();
    fill(acme, 3, lost);
    fill(acme, 4, oldKey);

    Resealing.Count count = reseal(newKey + "," + oldKey, 2);

    assertEquals(4, count.resealed());
    assertEquals(3, count.unopened());
    assertEquals(1, count.problems().size());
    assertTrue(
        count.problems().iterator().next().contains(lost.substring(0, lost.indexOf(':'))),
        count.problems()::toString);
    assertEquals(3, reseal(newKey + "," + lost + "," + oldKey, 2).resealed());
    assertEquals(7, open(acme, ring(newKey)));
  }

  @Test
  void passesOverWhatIsEmpty() throws SQLException {
    insert(acme, null);
    insert(acme, new byte[0]);

    assertEquals(0, reseal(newKey, 10).resealed());
  }

  private Resealing.Count reseal(String keys, int batch) throws SQLException {
    return new Resealing(database, "trial", ring(keys), batch).run(COLUMN);
  }

  private void fill(UUID tenant, int rows, String key) throws SQLException {
    KeyRing ring = ring(key);
    for (int i = 0; i < rows; i++) {
      insert(tenant, ring.seal(tenant, PURPOSE, clear(tenant)));
    }
  }

  private void insert(UUID tenant, byte[] sealed) throws SQLException {
    try (Connection superuser = TestServers.database().superuser();
        PreparedStatement insert =
            superuser.prepareStatement("INSERT INTO trial.locket VALUES (?, ?, ?)")) {
      insert.setObject(1, tenant);
      insert.setObject(2, UUID.randomUUID());
      insert.setBytes(3, sealed);
      insert.executeUpdate();
    }
  }

  private int open(UUID tenant, KeyRing ring) throws SQLException {
    int opened = 0;
    for (byte[] sealed : rows(tenant).values()) {
      assertArrayEquals(clear(tenant), ring.open(tenant, PURPOSE, sealed));
      opened++;
    }
    return opened;
  }

  private static Map<UUID, byte[]> rows(UUID tenant) throws SQLException {
    Map<UUID, byte[]> rows = new LinkedHashMap<>();
    try (Connection superuser = TestServers.database().superuser();
        PreparedStatement select =
            superuser.prepareStatement(
                "SELECT id, picture FROM trial.locket WHERE tenant_id = ?")) {
      select.setObject(1, tenant);
      ResultSet found = select.executeQuery();
      while (found.next()) {
        rows.put(found.getObject(1, UUID.class), found.getBytes(2));
      }
    }
    return rows;
  }

  private static byte[] clear(UUID tenant) {
    return ("picture of " + tenant).getBytes(StandardCharsets.UTF_8);
  }

  private static KeyRing ring(String keys) {
    return new KeyRing(Optional.of(keys));
  }
}
