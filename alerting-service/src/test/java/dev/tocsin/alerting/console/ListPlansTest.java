package dev.tocsin.alerting.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The lists' plans at a hundred thousand open alerts of one tenant, as the application role under
 * row-level security.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ListPlansTest {

  private static final int ALERTS = 100_000;

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject AlertStore store;

  @Test
  void readsPagesByTheKeyWithoutSortingOrScanningTheTable() {
    TestTenant tenant = new TestTenant(database);
    List<Fired> fired = tenant.fireMany(null, ALERTS / 10, Duration.ZERO);
    tenant.multiplyAlerts(10);
    TestTenant few = new TestTenant(database);
    few.fireMany(null, 1000, Duration.ZERO);
    tenant.analyze();
    UUID middle = fired.get(5000).alert();

    AlertFilter first = filter(Set.of(), Set.of(), Map.of(), "", Optional.empty());
    AlertFilter open = filter(Set.of(AlertState.OPEN), Set.of(), Map.of(), "", Optional.empty());
    AlertFilter later =
        filter(Set.of(AlertState.OPEN), Set.of(), Map.of(), "", Optional.of(middle));
    AlertFilter rare = filter(Set.of(), Set.of(Severity.INFO), Map.of(), "", Optional.empty());
    AlertFilter label = filter(Set.of(), Set.of(), Map.of("service", "none"), "", Optional.empty());
    AlertFilter text = filter(Set.of(), Set.of(), Map.of(), "nothing like it", Optional.empty());

    for (AlertFilter filter : List.of(first, open, later)) {
      String plan = plan(tenant, filter);
      assertTrue(plan.contains("Index Scan"), plan);
      assertFalse(plan.contains("Seq Scan"), plan);
      assertFalse(plan.contains("Sort"), plan);
      assertTrue(millis(tenant, filter) <= 2000, "the first page takes seconds");
    }
    // Nothing matches, so every row of the tenant is looked at: bounded by the tenant, not by an
    // index.
    for (AlertFilter filter : List.of(rare, label, text)) {
      long millis = millis(tenant, filter);
      System.out.println("filter that matches nothing among 100,000: " + millis + " ms");
      assertTrue(millis <= 10_000, "takes " + millis + " ms");
    }
    assertEquals(50, list(tenant, open).alerts().size());
    countsByAnIndexWhereATenantHasFew(tenant, few);
    comparesOnlyTheNearest(tenant, list(tenant, later).alerts().getFirst().row());
  }

  private void countsByAnIndexWhereATenantHasFew(TestTenant many, TestTenant few) {
    String plan = plan(few, AlertCounts.COUNT, Tuple.of(few.id));
    assertTrue(plan.contains("Index"), plan);
    assertFalse(plan.contains("Seq Scan"), plan);
    plan = plan(many, AlertCounts.COUNT, Tuple.of(many.id));
    System.out.println("100,000 open alerts counted: " + plan.lines().toList().getLast());
  }

  private void comparesOnlyTheNearest(TestTenant tenant, AlertRow self) {
    String plan = plan(tenant, RelatedAlerts.ALIKE, RelatedAlerts.alike(tenant.id, self, 20));
    assertFalse(plan.contains("Seq Scan"), plan);
    assertTrue(plan.contains("Limit"), plan);
  }

  private static AlertFilter filter(
      Set<AlertState> states,
      Set<Severity> severities,
      Map<String, String> labels,
      String text,
      Optional<UUID> after) {
    return new AlertFilter(
        states,
        severities,
        labels,
        text,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        false,
        after,
        50);
  }

  private String plan(TestTenant tenant, AlertFilter filter) {
    AlertQuery query = new AlertQuery(tenant.id, filter, List.of(), filter.size() + 1);
    return plan(tenant, query.sql(), query.values());
  }

  private String plan(TestTenant tenant, String sql, Tuple values) {
    return database
        .inTenant(
            tenant.id,
            tx ->
                tx.preparedQuery("EXPLAIN (ANALYZE) " + sql)
                    .execute(values)
                    .map(
                        rows ->
                            StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .collect(Collectors.joining("\n"))))
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  private long millis(TestTenant tenant, AlertFilter filter) {
    list(tenant, filter);
    long begun = System.nanoTime();
    list(tenant, filter);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private AlertFilter.Page list(TestTenant tenant, AlertFilter filter) {
    return store.list(tenant.id, filter).await().atMost(Duration.ofSeconds(60));
  }
}
