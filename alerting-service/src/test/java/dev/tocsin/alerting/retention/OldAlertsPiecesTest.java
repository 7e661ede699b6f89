package dev.tocsin.alerting.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Past;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.retention.Expiry;
import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How old alerts go: tenant by tenant, in pieces, and beside everybody else. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class OldAlertsPiecesTest {

  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject OldAlerts old;

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  private final TestDatabase server = TestServers.database();
  private TestTenant tenant;
  private Past past;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = new TestTenant(database);
    past = Past.of(tenant);
  }

  @Test
  void theCommandFindsTheTenantsThatHaveSomethingOldAndNoOthers() throws SQLException {
    past.over(days(500), days(401));
    Past neighbour = new Past(new TestTenant(database), past.now());
    neighbour.over(days(399), days(398));

    try (Connection application = server.connect(server.application())) {
      assertTrue(new Expiry(application, "alerting", 10).run(RetainedAlerts.ALERTS, KEPT) >= 1);
    }
    assertEquals(0, past.rows("alert"));
    assertEquals(1, neighbour.rows("alert"));
    assertEquals(
        List.of(neighbour.tenant().id),
        aged(days(300)).stream().filter(neighbour.tenant().id::equals).toList());
    assertEquals(List.of(), aged(KEPT).stream().filter(neighbour.tenant().id::equals).toList());
  }

  /** Twenty rows of a kind go with each group that a transaction may look at. */
  @Test
  void aLargeGroupGoesInPiecesAndAKilledPieceIsAsIfItHadNotBegun() throws SQLException {
    UUID group = past.group("resolved", days(500), days(450));
    for (int i = 0; i < 45; i++) {
      past.event(group, past.alert(group, "resolved", days(500), days(450)), days(450));
    }
    step();
    assertEquals(25, past.rows("timeline_event"));
    assertEquals(45, past.rows("alert"));

    try (Connection killed = server.connect(server.application());
        Connection superuser = server.superuser();
        Statement kill = superuser.createStatement()) {
      killed.setAutoCommit(false);
      step(killed);
      try (Statement who = killed.createStatement();
          ResultSet row = who.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        kill.execute("SELECT pg_terminate_backend(" + row.getInt(1) + ", 60000)");
      }
      assertThrows(SQLException.class, killed::commit);
    }
    assertEquals(25, past.rows("timeline_event"));
    assertEquals(45, past.rows("alert"));

    try (Connection application = server.connect(server.application())) {
      new Expiry(application, "alerting", 1).run(RetainedAlerts.ALERTS, tenant.id, KEPT);
    }
    assertEquals(List.of(), past.groups());
    assertEquals(0, past.rows("alert"));
    assertEquals(0, past.rows("timeline_event"));
  }

  @Test
  void leavesAGroupThatSomebodyHasForTheNextTimeAndDoesNotWait() throws SQLException {
    UUID held = past.over(days(500), days(450));
    past.over(days(500), days(450));
    try (Connection somebody = server.superuser();
        Statement lock = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      lock.execute("SELECT 1 FROM alerting.alert_group WHERE id = '%s' FOR UPDATE".formatted(held));

      assertEquals(1, sweep());

      assertEquals(List.of(held), past.groups());
      somebody.rollback();
    }
    assertEquals(1, sweep());
    assertEquals(List.of(), past.groups());
  }

  private long sweep() {
    return old.sweep(tenant.id, past.now().minus(KEPT)).await().atMost(PATIENCE).alerts();
  }

  private void step() throws SQLException {
    try (Connection application = server.connect(server.application())) {
      application.setAutoCommit(false);
      step(application);
      application.commit();
    }
  }

  private UUID step(Connection database) throws SQLException {
    try (Statement bind = database.createStatement();
        PreparedStatement step =
            database.prepareStatement("SELECT last FROM alerting.forget_alerts(?, ?, ?, 1)")) {
      bind.execute("SELECT set_config('tocsin.tenant', '%s', true)".formatted(tenant.id));
      step.setObject(1, tenant.id);
      step.setObject(2, before(KEPT));
      step.setObject(3, new UUID(0, 0));
      try (ResultSet row = step.executeQuery()) {
        row.next();
        return row.getObject(1, UUID.class);
      }
    }
  }

  private List<UUID> aged(Duration kept) throws SQLException {
    List<UUID> tenants = new ArrayList<>();
    try (Connection application = server.connect(server.application());
        PreparedStatement select =
            application.prepareStatement("SELECT tenant_id FROM alerting.alert_aged(?, ?, 1000)")) {
      select.setObject(1, before(kept));
      select.setObject(2, new UUID(0, 0));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          tenants.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return tenants;
  }

  private OffsetDateTime before(Duration kept) {
    return past.now().minus(kept).atOffset(ZoneOffset.UTC);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
