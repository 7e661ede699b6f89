package dev.tocsin.alerting.escalation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How the statements of due steps find their rows when their plans are made once, after a quiet
 * night: there is a history, and nothing is pending.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class KeptPlansTest {

  private static final String ONE = "ARRAY['" + new UUID(0, 1) + "']::uuid[]";

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Test
  void findsStepsByTheirIdsThoughNothingIsPending() {
    Neighbours.up();
    TestTenant tenant = new TestTenant(database);
    tenant.fireMany(UUID.randomUUID(), 5000, Duration.ofDays(1));
    tenant.run("UPDATE alerting.escalation_step SET state = 'fired' WHERE state = 'pending'");
    tenant.analyze();

    byTheKey(tenant, StepStore.SELECT_DUE, ONE);
    byTheKey(
        tenant,
        StepCommit.FINISH,
        "now(), " + ONE + ", ARRAY[1]::bigint[], ARRAY['fired'], ARRAY[0], ARRAY[0], ARRAY[true]");
  }

  private void byTheKey(TestTenant tenant, String statement, String values) {
    String plan = plan(tenant, statement, values);
    assertTrue(plan.contains("escalation_step_pkey"), plan);
    assertFalse(plan.contains("escalation_step_due"), plan);
  }

  private String plan(TestTenant tenant, String statement, String values) {
    return database
        .inTenantByKeys(
            tenant.id,
            tx ->
                tx.query("PREPARE kept AS " + statement)
                    .execute()
                    .chain(() -> tx.query("EXPLAIN EXECUTE kept(" + values + ")").execute())
                    .map(
                        rows -> {
                          StringBuilder plan = new StringBuilder(statement).append('\n');
                          rows.forEach(row -> plan.append(row.getString(0)).append('\n'));
                          return plan.toString();
                        })
                    .call(() -> tx.query("DEALLOCATE kept").execute()))
        .await()
        .atMost(Duration.ofSeconds(60));
  }
}
