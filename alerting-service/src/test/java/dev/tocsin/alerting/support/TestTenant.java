package dev.tocsin.alerting.support;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestServers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;

/** A tenant of its own for a test, with policies and alerts as ingest leaves them. */
public final class TestTenant {

  public final UUID id = UUID.randomUUID();
  private final Database database;

  public TestTenant(Database database) {
    this.database = database;
  }

  /** Somebody of this tenant who does something. */
  public Caller acts(UUID user) {
    return Caller.service("notification", id, "test").onBehalfOf(user.toString());
  }

  /** An alert and the group that it is alone in. */
  public record Fired(UUID alert, UUID group) {}

  /** One step of a policy in the contract's JSON. */
  public static JsonObject step(long waitSeconds, JsonObject... targets) {
    return new JsonObject()
        .put("wait", waitSeconds + "s")
        .put("targets", new JsonArray(List.of(targets)));
  }

  public static JsonObject user(UUID user) {
    return new JsonObject().put("userId", user.toString());
  }

  public static JsonObject team(UUID team) {
    return new JsonObject().put("teamId", team.toString());
  }

  public static JsonObject schedule(UUID schedule, boolean next) {
    return new JsonObject()
        .put("schedule", new JsonObject().put("scheduleId", schedule.toString()).put("next", next));
  }

  public static JsonObject channel(UUID channel) {
    return new JsonObject()
        .put(
            "channel",
            new JsonObject().put("channelId", channel.toString()).put("address", "#ops"));
  }

  /** A policy; the fallback channel may be null. */
  public UUID policy(int repeat, UUID fallback, boolean isDefault, JsonObject... steps) {
    UUID policy = Ids.next(now());
    run(
        "INSERT INTO alerting.escalation_policy (tenant_id, id, name, steps, repeat,"
            + " fallback_channel_id, fallback_address, is_default, created_at, updated_at) VALUES"
            + " ($1, $2, $3, $4, $5, $6, '#fallback', $7, $8, $8)",
        id,
        policy,
        "Policy " + policy,
        new JsonArray(List.of(steps)),
        repeat,
        fallback,
        isDefault,
        now().atOffset(ZoneOffset.UTC));
    return policy;
  }

  public void changeSteps(UUID policy, int repeat, JsonObject... steps) {
    run(
        "UPDATE alerting.escalation_policy SET steps = $2, repeat = $3 WHERE id = $1",
        policy,
        new JsonArray(List.of(steps)),
        repeat);
  }

  public void deletePolicy(UUID policy) {
    run("DELETE FROM alerting.escalation_policy WHERE id = $1", policy);
  }

  /** An alert that ingest has routed to the policy, its first step due after the wait. */
  public Fired fire(UUID policy, Duration wait) {
    UUID group = Ids.next(now());
    run(
        "INSERT INTO alerting.alert_group (tenant_id, id, policy_id, created_at) VALUES ($1, $2,"
            + " $3, $4)",
        id,
        group,
        policy,
        now().atOffset(ZoneOffset.UTC));
    UUID alert = join(group, policy, "Disk full");
    if (policy != null) {
      Instant due = now().plus(wait);
      run(
          "INSERT INTO alerting.escalation_step (tenant_id, id, due_at, created_at, group_id,"
              + " policy_id, step_order, round, fires_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0,"
              + " $3)",
          id,
          Ids.next(now()),
          due.atOffset(ZoneOffset.UTC),
          now().atOffset(ZoneOffset.UTC),
          group,
          policy);
    }
    return new Fired(alert, group);
  }

  /** Many alerts at once, each alone in its group, in one statement for each table. */
  public List<Fired> fireMany(UUID policy, int count, Duration wait) {
    UUID[] alerts = new UUID[count];
    UUID[] groups = new UUID[count];
    UUID[] steps = new UUID[count];
    List<Fired> fired = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      alerts[i] = Ids.next(now());
      groups[i] = Ids.next(now());
      steps[i] = Ids.next(now());
      fired.add(new Fired(alerts[i], groups[i]));
    }
    OffsetDateTime at = now().atOffset(ZoneOffset.UTC);
    run(
        "INSERT INTO alerting.alert_group (tenant_id, id, policy_id, created_at)"
            + " SELECT $1, g, $3, $4 FROM unnest($2::uuid[]) g",
        id,
        groups,
        policy,
        at);
    run(
        "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint,"
            + " title, severity, labels, annotations, started_at, last_started_at, created_at,"
            + " last_fired_at, policy_id, decisions) SELECT $1, a.id, a.group_id, $5,"
            + " 'alertmanager', a.id::text, 'Disk full', 1, '{\"service\":\"checkout\"}', '{}', $6,"
            + " $6, $6, $6, $4, '[]' FROM unnest($2::uuid[], $3::uuid[]) AS a (id, group_id)",
        id,
        alerts,
        groups,
        policy,
        new UUID(1, 1),
        at);
    if (policy == null) {
      return fired;
    }
    run(
        "INSERT INTO alerting.escalation_step (tenant_id, id, due_at, created_at, group_id,"
            + " policy_id, step_order, round, fires_at) SELECT $1, s.id, $5, $6, s.group_id, $4, 0,"
            + " 0, $5 FROM unnest($2::uuid[], $3::uuid[]) AS s (id, group_id)",
        id,
        steps,
        groups,
        policy,
        at.plus(wait),
        at);
    return fired;
  }

  /**
   * Copies every alert of the tenant, each with an id and fingerprint of its own, until there are
   * so many times more.
   */
  public void multiplyAlerts(int times) {
    run(
        "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint,"
            + " title, severity, labels, annotations, started_at, last_started_at, created_at,"
            + " last_fired_at, policy_id, decisions) SELECT tenant_id, uuidv7(), group_id,"
            + " integration_id, source, gen_random_uuid()::text, title, 1 + (i % 4), labels,"
            + " annotations, started_at, last_started_at, created_at, last_fired_at, policy_id,"
            + " decisions FROM alerting.alert, generate_series(1, $1) i",
        times - 1);
  }

  /** Fresh statistics, as autovacuum would leave them. */
  public void analyze() {
    try (Connection connection = TestServers.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ANALYZE alerting.alert, alerting.alert_group, alerting.timeline_event,"
              + " alerting.escalation_step");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One more alert of a group. */
  public UUID join(UUID group, UUID policy, String title) {
    UUID alert = Ids.next(now());
    run(
        "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint,"
            + " title, severity, labels, annotations, started_at, last_started_at, created_at,"
            + " last_fired_at, policy_id, decisions) VALUES ($1, $2, $3, $4, 'alertmanager', $5,"
            + " $6, 1, $7, '{}', $8, $8, $8, $8, $9, $10)",
        id,
        alert,
        group,
        new UUID(1, 1),
        alert.toString(),
        title,
        new JsonObject().put("service", "checkout"),
        now().atOffset(ZoneOffset.UTC),
        policy,
        new JsonArray());
    return alert;
  }

  /** Codes of the group's timeline in order. */
  public List<String> codes(UUID group) {
    return texts("SELECT code FROM alerting.timeline_event WHERE group_id = $1 ORDER BY id", group);
  }

  /** Summaries of the group's timeline in order. */
  public List<String> summaries(UUID group) {
    return texts(
        "SELECT summary FROM alerting.timeline_event WHERE group_id = $1 ORDER BY id", group);
  }

  /** Steps as {@code order/round/state} by time. */
  public List<String> steps(UUID group) {
    return texts(
        "SELECT step_order || '/' || round || '/' || state FROM alerting.escalation_step WHERE"
            + " group_id = $1 ORDER BY fires_at, id",
        group);
  }

  /** What {@link #codes} says of each group, read at once. */
  public Map<UUID, List<String>> allCodes() {
    return byGroup("SELECT group_id, code FROM alerting.timeline_event ORDER BY id");
  }

  /** What {@link #steps} says of each group, read at once. */
  public Map<UUID, List<String>> allSteps() {
    return byGroup(
        "SELECT group_id, step_order || '/' || round || '/' || state FROM"
            + " alerting.escalation_step ORDER BY fires_at, id");
  }

  private Map<UUID, List<String>> byGroup(String sql) {
    Map<UUID, List<String>> found = new HashMap<>();
    rows(sql)
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getUUID(0), group -> new ArrayList<>())
                    .add(row.getString(1)));
    return found;
  }

  /** When the pending step fires. */
  public Optional<Instant> nextAt(UUID group) {
    return rows(
            "SELECT fires_at FROM alerting.escalation_step WHERE group_id = $1 AND state ="
                + " 'pending'",
            group)
        .stream()
        .map(row -> row.getOffsetDateTime(0).toInstant())
        .findFirst();
  }

  /** Runs a statement as the tenant. */
  public void run(String sql, Object... values) {
    rows(sql, values);
  }

  /** Texts of the first column. */
  public List<String> texts(String sql, Object... values) {
    return rows(sql, values).stream().map(row -> row.getString(0)).toList();
  }

  /** Two times of each row, with a blank between. */
  public List<String> times(String sql, Object... values) {
    return rows(sql, values).stream()
        .map(
            row ->
                row.getOffsetDateTime(0).toInstant() + " " + row.getOffsetDateTime(1).toInstant())
        .toList();
  }

  private List<Row> rows(String sql, Object... values) {
    return database
        .inTenant(
            id,
            tx ->
                tx.preparedQuery(sql)
                    .execute(Tuple.from(Arrays.asList(values)))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()))
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  /** Waits until it holds, ten seconds at most. */
  public static void eventually(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        Assertions.fail("did not come true within 60 s: " + what);
      }
      sleep(20);
    }
  }

  /** Holds still for so many milliseconds. */
  public static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Instant now() {
    return database.clock().now();
  }
}
