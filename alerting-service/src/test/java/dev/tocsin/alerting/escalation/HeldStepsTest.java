package dev.tocsin.alerting.escalation;

import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.escalation.HeldSteps.Held;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written when a step is held, with what may come between. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class HeldStepsTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  private TestTenant tenant;
  private Instant now;
  private Instant until;
  private Fired fired;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = new TestTenant(database);
    now = database.clock().now().truncatedTo(ChronoUnit.MILLIS);
    until = now.plus(Duration.ofDays(1));
    tenant.run(
        "INSERT INTO alerting.silence (tenant_id, id, matchers, starts_at, ends_at,"
            + " created_by_kind, created_by_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $5,"
            + " 'user', 'ada', $4, $4)",
        tenant.id,
        UUID.randomUUID(),
        new JsonArray()
            .add(
                new JsonObject()
                    .put("name", "labels.service")
                    .put("operator", "EQUAL")
                    .put("values", new JsonArray().add("checkout"))),
        now.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC));
    UUID policy = tenant.policy(0, null, true, step(0, user(UUID.randomUUID())));
    // Far ahead, so that nobody else takes it.
    fired = tenant.fire(policy, Duration.ofDays(2));
  }

  @Test
  void isHeldToTheEndAndLookedAtBefore() {
    Held held = hold(load());

    assertEquals(1, held.held().size());
    assertTrue(held.told());
    assertEquals(List.of(until + " " + now.plusSeconds(60)), planned());
  }

  @Test
  void isNotHeldWhenSomebodyHasAskedForItMeanwhile() {
    List<DueStep> due = load();
    List<String> before = planned();
    tenant.run(
        "UPDATE alerting.escalation_step SET requested = true WHERE group_id = $1", fired.group());

    Held held = hold(due);

    assertEquals(List.of(), held.held());
    assertEquals(before, planned());
  }

  private List<DueStep> load() {
    UUID step =
        UUID.fromString(
            tenant
                .texts(
                    "SELECT id::text FROM alerting.escalation_step WHERE group_id = $1",
                    fired.group())
                .getFirst());
    List<DueStep> due =
        run(tx -> StepStore.load(tx, List.of(new Job(tenant.id, step, 0, 0, null)), now));
    assertTrue(due.getFirst().hold().isPresent());
    return due;
  }

  private Held hold(List<DueStep> due) {
    return run(tx -> HeldSteps.hold(tx, tenant.id, due, now));
  }

  private <T> T run(Function<SqlConnection, Uni<T>> work) {
    return database.inTenant(tenant.id, work).await().atMost(Duration.ofSeconds(60));
  }

  /** When it fires, and when it is looked at. */
  private List<String> planned() {
    return tenant.times(
        "SELECT fires_at, due_at FROM alerting.escalation_step WHERE group_id = $1", fired.group());
  }
}
