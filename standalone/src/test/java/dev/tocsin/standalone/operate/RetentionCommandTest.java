package dev.tocsin.standalone.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.config.Setting;
import dev.tocsin.platform.config.Settings;
import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.retention.Expiring;
import dev.tocsin.platform.retention.RetainedTables;
import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionCommandTest {
  private static final String INSERT =
      """
      INSERT INTO notification.failed_page
        (tenant_id, id, queue, state, due_at, created_at, finished_at)
      VALUES (?, gen_random_uuid(), 'test', 'told', now(), now() - ? * interval '1 day', now() - ? * interval '1 day')
      """;

  private final TestDatabase database = TestServers.database();
  private final UUID idle = UUID.randomUUID();

  @BeforeEach
  void migrate() {
    MigrateCommand.migrate(
        config(Map.of("tocsin.db.owner.password", database.owner().password())), System.out);
  }

  @Test
  void forgetsWhatATenantLeftThatDoesNothingAnyMore() throws SQLException {
    report(100);
    report(20);

    String first = forgotten(Map.of());
    assertEquals(1, reports());
    assertTrue(first.contains("notification.failed_page"), first);

    forgotten(Map.of("tocsin.delivery.retention", "10d"));
    assertEquals(0, reports());
  }

  @Test
  void forgetsSoonerWhatATenantKeepsForAShorterTimeAndNeverLater() throws SQLException {
    report(20);
    wish(30);
    forgotten(Map.of());
    assertEquals(1, reports());

    wish(10);
    forgotten(Map.of());
    assertEquals(0, reports());

    report(20);
    wish(1000);
    forgotten(Map.of("tocsin.delivery.retention", "15d"));
    assertEquals(0, reports());
  }

  @Test
  void forgetsAlertsThatWereOverForSoLongAndSoonerWhereTheTenantSaysSo() throws SQLException {
    UUID open = group("open", 900);
    group("resolved", 500);
    UUID later = group("resolved", 100);

    assertTrue(forgotten(Map.of()).matches("(?s).*alerting\\.alert +1 deleted.*"));
    assertEquals(Set.of(open, later), groups());

    wishAlerts(50);
    forgotten(Map.of());
    assertEquals(Set.of(open), groups());
  }

  @Test
  void refusesToForgetAlertsThatAreHardlyOver() {
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () -> forgotten(Map.of("tocsin.alert.retention.kept", "2d")));

    assertEquals(
        "tocsin.alert.retention.kept is PT48H: set it to 7 days (P7D) or more",
        refusal.getMessage());
  }

  @Test
  void goesThroughTheTablesOfEveryServiceThatKeepsForATime() throws SQLException {
    Set<String> settings = new HashSet<>();
    for (RetainedTables service : ServiceLoader.load(RetainedTables.class)) {
      service.tables().stream().map(Expiring::setting).forEach(settings::add);
    }
    Set<String> known = new HashSet<>();
    Settings.known().all().stream().map(Setting::property).forEach(known::add);
    assertTrue(known.containsAll(settings), settings::toString);

    String said = forgotten(Map.of());

    for (String table :
        Set.of(
            "alerting.alert",
            "alerting.ingest_answer",
            "alerting.integration_payload",
            "alerting.outbox",
            "identity.notice",
            "identity.shift_swap",
            "identity.calendar_feed_event",
            "notification.delivery",
            "notification.wish",
            "notification.group_state",
            "ticketing.ticket_callback",
            "ticketing.ticket_comment",
            "ticketing.ticket_note")) {
      assertTrue(said.contains(table + " "), said);
    }
  }

  @Test
  void namesTheRoleThatHasNoPassword() {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(Map.of("tocsin.db.url", "postgresql://h/d"), "t", 1))
            .build();

    var refusal =
        assertThrows(
            IllegalStateException.class, () -> RetentionCommand.forget(config, 10, System.out));

    assertEquals(
        "no password for tocsin_app at postgresql://h/d: set TOCSIN_DB_PASSWORD",
        refusal.getMessage());
  }

  private String forgotten(Map<String, String> more) throws SQLException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tocsin.db.password", database.application().password());
    var out = new ByteArrayOutputStream();
    RetentionCommand.forget(
        config(settings), 2, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private Config config(Map<String, String> more) {
    DatabaseAccess access = database.application();
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tocsin.db.url", access.url());
    settings.put("tocsin.db.username", access.username());
    settings.put("tocsin.db.owner.username", database.owner().username());
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }

  private void report(int daysAgo) throws SQLException {
    try (Connection superuser = database.superuser();
        PreparedStatement insert = superuser.prepareStatement(INSERT)) {
      insert.setObject(1, idle);
      insert.setInt(2, daysAgo);
      insert.setInt(3, daysAgo);
      insert.executeUpdate();
    }
  }

  /** A group with an alert, which began so long ago and ended the day after, if it did. */
  private UUID group(String state, int daysAgo) throws SQLException {
    UUID id = Ids.next(Instant.now().minus(Duration.ofDays(daysAgo)));
    try (Connection superuser = database.superuser();
        PreparedStatement group =
            superuser.prepareStatement(
                "INSERT INTO alerting.alert_group (tenant_id, id, state, created_at, resolved_at)"
                    + " VALUES (?, ?, ?, now(), now() - ? * interval '1 day')");
        PreparedStatement alert =
            superuser.prepareStatement(
                "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source,"
                    + " fingerprint, title, severity, state, labels, annotations, started_at,"
                    + " last_started_at, created_at, last_fired_at, resolved_at, decisions) VALUES"
                    + " (?, ?, ?, ?, 'test', ?, 'Disk full', 1, ?, '{}', '{}', now(), now(), now(),"
                    + " now(), now() - ? * interval '1 day', '[]')")) {
      group.setObject(1, idle);
      group.setObject(2, id);
      group.setString(3, state);
      group.setInt(4, daysAgo - 1);
      group.executeUpdate();
      alert.setObject(1, idle);
      alert.setObject(2, id);
      alert.setObject(3, id);
      alert.setObject(4, idle);
      alert.setString(5, id.toString());
      alert.setString(6, state);
      alert.setInt(7, daysAgo - 1);
      alert.executeUpdate();
    }
    return id;
  }

  private Set<UUID> groups() throws SQLException {
    Set<UUID> groups = new HashSet<>();
    try (Connection superuser = database.superuser();
        PreparedStatement select =
            superuser.prepareStatement(
                "SELECT g.id FROM alerting.alert_group g JOIN alerting.alert a ON a.group_id = g.id"
                    + " WHERE g.tenant_id = ?")) {
      select.setObject(1, idle);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          groups.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return groups;
  }

  private void wishAlerts(int days) throws SQLException {
    wish(0);
    try (Connection superuser = database.superuser();
        PreparedStatement config =
            superuser.prepareStatement(
                "UPDATE identity.tenant_config SET alert_days = ? WHERE tenant_id = ?")) {
      config.setInt(1, days);
      config.setObject(2, idle);
      config.executeUpdate();
    }
  }

  private void wish(int deliveryDays) throws SQLException {
    try (Connection superuser = database.superuser();
        PreparedStatement tenant =
            superuser.prepareStatement(
                "INSERT INTO identity.tenant (tenant_id, slug, name, create_time, update_time)"
                    + " VALUES (?, ?, 'Idle', now(), now()) ON CONFLICT DO NOTHING");
        PreparedStatement config =
            superuser.prepareStatement(
                "INSERT INTO identity.tenant_config (tenant_id, time_zone, locale,"
                    + " calls_per_second, calls_burst, method_calls_per_second, method_calls_burst,"
                    + " update_time, delivery_days) VALUES (?, '', '', 0, 0, 0, 0, now(), ?) ON"
                    + " CONFLICT (tenant_id) DO UPDATE SET delivery_days ="
                    + " excluded.delivery_days")) {
      tenant.setObject(1, idle);
      tenant.setString(2, idle.toString());
      tenant.executeUpdate();
      config.setObject(1, idle);
      config.setInt(2, deliveryDays);
      config.executeUpdate();
    }
  }

  private int reports() throws SQLException {
    try (Connection superuser = database.superuser();
        PreparedStatement select =
            superuser.prepareStatement(
                "SELECT count(*) FROM notification.failed_page WHERE tenant_id = ?")) {
      select.setObject(1, idle);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
