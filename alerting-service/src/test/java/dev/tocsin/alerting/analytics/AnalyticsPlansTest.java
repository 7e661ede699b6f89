package dev.tocsin.alerting.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A report of one tenant beside fifty thousand alerts of another, as the application role under
 * row-level security.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AnalyticsPlansTest {

  private static final int ALERTS = 10_000;

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject Analytics analytics;

  @BeforeEach
  void begin() {
    Neighbours.up();
  }

  @Test
  void readsTheRangeByItsKeysAndNothingOfOtherTenants() {
    TestTenant many = new TestTenant(database);
    many.fireMany(null, ALERTS, Duration.ZERO);
    many.multiplyAlerts(5);
    many.run(
        "INSERT INTO alerting.timeline_event (tenant_id, id, at, group_id, actor_kind, actor_id,"
            + " code, summary, facts) SELECT tenant_id, uuidv7(), created_at, group_id, 'system',"
            + " 'tocsin', 'paged', '', '{}' FROM alerting.alert");
    TestTenant few = new TestTenant(database);
    few.fireMany(null, 200, Duration.ZERO);
    few.analyze();
    Instant now = database.clock().now();
    Range range = new Range(now.minus(Range.USUAL), now.plusSeconds(60), ZoneId.of("UTC"));

    statements(few, range)
        .forEach(
            (sql, values) -> {
              String plan = plan(few, sql, values);
              assertFalse(plan.contains("Seq Scan on alert"), plan);
              assertFalse(plan.contains("Seq Scan on alert_group"), plan);
              assertFalse(plan.contains("Seq Scan on timeline_event"), plan);
              assertTrue(plan.contains("Index"), plan);
            });
    assertEquals(200, alerts(few, range));
    assertEquals(5L * ALERTS, alerts(many, range));
  }

  private long alerts(TestTenant tenant, Range range) {
    return analytics
        .of(tenant.id, range)
        .await()
        .atMost(Duration.ofSeconds(60))
        .report()
        .days()
        .stream()
        .mapToLong(Report.Volume::alerts)
        .sum();
  }

  private static Map<String, Tuple> statements(TestTenant tenant, Range range) {
    Map<String, Tuple> statements = new LinkedHashMap<>();
    statements.put(Statements.PEOPLE, ids(tenant, range));
    statements.put(
        Statements.DAYS,
        ids(tenant, range)
            .addValue(
                range.dayStarts().stream()
                    .map(at -> at.atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new)));
    statements.put(Statements.PAGES, AnalyticsStore.pages(tenant.id, range, Map.of()));
    statements.put(Statements.ANSWERS, ids(tenant, range));
    statements.put(Statements.NOISIEST, ids(tenant, range));
    statements.put(Statements.SHARES, ids(tenant, range));
    return statements;
  }

  private static Tuple ids(TestTenant tenant, Range range) {
    return Tuple.of(tenant.id, Ids.first(range.from()), Ids.first(range.until()));
  }

  private String plan(TestTenant tenant, String sql, Tuple values) {
    return database
        .inTenant(
            tenant.id,
            tx ->
                tx.preparedQuery("EXPLAIN " + sql)
                    .execute(values)
                    .map(
                        rows ->
                            StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .collect(Collectors.joining("\n"))))
        .await()
        .atMost(Duration.ofSeconds(60));
  }
}
