package dev.tocsin.alerting.support;

import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Groups of long ago as they lie in the tables, with ids of that time. */
public record Past(TestTenant tenant, Instant now) {

  /** Every table in which something may belong to a group, and how it names the group. */
  public static final List<String> TABLES =
      List.of(
          "alert_group",
          "alert",
          "escalation_step",
          "timeline_event",
          "outbox",
          "snooze",
          "direct_policy",
          "integration_payload");

  /**
   * Counted back from the database's time, by which the command goes, whatever another test has
   * done to the clock of this process.
   */
  public static Past of(TestTenant tenant) {
    TestDatabase server = TestServers.database();
    try (Connection application = server.connect(server.application());
        Statement select = application.createStatement();
        ResultSet row = select.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return new Past(tenant, row.getObject(1, OffsetDateTime.class).toInstant());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that began and, when it is over, ended so long ago. */
  public UUID group(String state, Duration beganAgo, @Nullable Duration overAgo) {
    UUID group = Ids.next(now.minus(beganAgo));
    tenant.run(
        "INSERT INTO alerting.alert_group (tenant_id, id, state, group_key, created_at,"
            + " resolved_at, resolved_by_kind, resolved_by_id) VALUES ($1, $2, $3, $4, $5, $6,"
            + " 'source', 'x')",
        tenant.id,
        group,
        state,
        group.toString(),
        ago(beganAgo),
        ago(overAgo));
    return group;
  }

  /** An alert of it, with its own id as fingerprint. */
  public UUID alert(UUID group, String state, Duration beganAgo, @Nullable Duration overAgo) {
    UUID alert = Ids.next(now.minus(beganAgo));
    tenant.run(
        "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint,"
            + " title, severity, state, labels, annotations, started_at, last_started_at,"
            + " created_at, last_fired_at, resolved_at, resolved_by_kind, resolved_by_id,"
            + " decisions) VALUES ($1, $2, $3, $4, 'alertmanager', $5, 'Disk full', 1, $6, '{}',"
            + " '{}', $7, $7, $7, $7, $8, 'source', 'x', '[]')",
        tenant.id,
        alert,
        group,
        new UUID(1, 1),
        alert.toString(),
        state,
        ago(beganAgo),
        ago(overAgo));
    return alert;
  }

  /** A group of one alert, which ended with it. */
  public UUID over(Duration beganAgo, Duration overAgo) {
    UUID group = group("resolved", beganAgo, overAgo);
    alert(group, "resolved", beganAgo, overAgo);
    return group;
  }

  /** A group with something in every table. */
  public UUID withEverything(Duration beganAgo, Duration overAgo) {
    UUID group = group("resolved", beganAgo, overAgo);
    UUID alert = alert(group, "resolved", beganAgo, overAgo);
    step(group, "fired", beganAgo);
    step(group, "cancelled", beganAgo);
    event(group, alert, beganAgo);
    event(group, null, beganAgo);
    message(group, "told", beganAgo);
    message(group, "dead", beganAgo);
    tenant.run(
        "INSERT INTO alerting.snooze (tenant_id, id, state, due_at, created_at) VALUES ($1, $2,"
            + " 'done', $3, $3)",
        tenant.id,
        group,
        ago(beganAgo));
    tenant.run(
        "INSERT INTO alerting.direct_policy (tenant_id, id, group_id, steps, repeat, created_at)"
            + " VALUES ($1, $2, $3, $4, 0, $5)",
        tenant.id,
        UUID.randomUUID(),
        group,
        new JsonArray(),
        ago(beganAgo));
    payload(beganAgo, alert);
    return group;
  }

  public void step(UUID group, String state, Duration ago) {
    tenant.run(
        "INSERT INTO alerting.escalation_step (tenant_id, id, state, due_at, created_at, group_id,"
            + " policy_id, step_order, fires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $4)",
        tenant.id,
        Ids.next(now.minus(ago)),
        state,
        // Never due: nobody works on it while the test looks.
        ago(Duration.ofDays(-1000)),
        ago(ago),
        group,
        UUID.randomUUID());
  }

  public void event(UUID group, @Nullable UUID alert, Duration ago) {
    tenant.run(
        "INSERT INTO alerting.timeline_event (tenant_id, id, at, group_id, alert_id, actor_kind,"
            + " actor_id, code, summary) VALUES ($1, $2, $3, $4, $5, 'system', 'tocsin', 'note',"
            + " 'Looked at')",
        tenant.id,
        Ids.next(now.minus(ago)),
        ago(ago),
        group,
        alert);
  }

  public void message(UUID group, String state, Duration ago) {
    UUID id = Ids.next(now.minus(ago));
    tenant.run(
        "INSERT INTO alerting.outbox (tenant_id, id, queue, state, due_at, created_at,"
            + " idempotency_key, group_id, kind, payload) VALUES ($1, $2, 'ticket', $3, $4, $5, $6,"
            + " $7, 'resolve', $8)",
        tenant.id,
        id,
        state,
        ago(Duration.ofDays(-1000)),
        ago(ago),
        id.toString(),
        group,
        new JsonObject());
  }

  public void payload(Duration ago, UUID... alerts) {
    tenant.run(
        "INSERT INTO alerting.integration_payload (tenant_id, id, integration_id, received_at,"
            + " source, accepted, status, reason, size, body, alert_ids) VALUES ($1, $2, $3, $4,"
            + " 'alertmanager', true, 200, '', 2, $5, $6)",
        tenant.id,
        Ids.next(now.minus(ago)),
        new UUID(1, 1),
        ago(ago),
        Buffer.buffer("{}"),
        alerts);
  }

  /** Rows of the tenant in a table. */
  public long rows(String table) {
    return Long.parseLong(
        tenant
            .texts(
                "SELECT count(*)::text FROM alerting." + table + " WHERE tenant_id = $1", tenant.id)
            .getFirst());
  }

  /** The groups that are there. */
  public List<UUID> groups() {
    return tenant
        .texts("SELECT id::text FROM alerting.alert_group WHERE tenant_id = $1", tenant.id)
        .stream()
        .map(UUID::fromString)
        .toList();
  }

  private @Nullable OffsetDateTime ago(@Nullable Duration ago) {
    return ago == null ? null : now.minus(ago).atOffset(ZoneOffset.UTC);
  }
}
