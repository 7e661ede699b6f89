package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.ingest.Entrance.Admitted;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.platform.test.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A single alert, with which go the rows that only a new one needs. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class OneGoTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject IngestTransaction transactions;
  @Inject Entrance entrance;
  @Inject MeterRegistry metrics;

  private Tenants.Tenant tenant;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = Tenants.create();
    UUID route = tenant.route(1, "true", tenant.policy("ops", 0, false), false);
    Tenants.update(
        "UPDATE alerting.route SET ticket_provider_id = ? WHERE id = ?", UUID.randomUUID(), route);
  }

  @Test
  void writesNothingElseForAnAlertThatIsOpen() {
    assertEquals(Map.of(Outcome.Kind.OPENED, 1), commit(arrival("a")).outcomes());
    assertEquals(Map.of(Outcome.Kind.DEDUPLICATED, 1), commit(arrival("a")).outcomes());

    assertRowsOfOne("2");
  }

  /** The connection broke, nobody knows whether it was committed, and it was. */
  @Test
  void writesNothingTwiceWhenACommitIsTriedAgain() {
    Arrival arrival = arrival("a");
    assertEquals(Map.of(Outcome.Kind.OPENED, 1), commit(arrival).outcomes());

    assertEquals(Map.of(Outcome.Kind.DEDUPLICATED, 1), commit(arrival).outcomes());

    assertRowsOfOne("2");
  }

  @Test
  void setsNoWorkerToTheStepOfAnAlertThatIsOpen() {
    commit(arrival("a"));
    double before = claims();

    for (int i = 0; i < 100; i++) {
      commit(arrival("a"));
    }

    // The alert's own step, and what it leads to, may be among them.
    assertTrue(claims() - before < 10, () -> (claims() - before) + " steps begun");
  }

  @Test
  void writesNothingByAConfigurationThatHasChanged() {
    Arrival arrival = arrival("a");
    tenant.policy("other", 0, false);

    assertTrue(failure(arrival) instanceof StaleConfig);

    assertEquals("0", count("alert"));
    assertEquals("0", count("alert_group"));
    assertEquals("0", count("escalation_step"));
  }

  private double claims() {
    return metrics.get("tocsin.queue.claims").tag("queue", "step").counter().count();
  }

  private void assertRowsOfOne(String occurrences) {
    assertEquals(
        List.of(occurrences),
        tenant.all("SELECT occurrence_count FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
    assertEquals("1", count("alert_group"));
    assertEquals(
        "1",
        tenant.one(
            "SELECT count(*) FROM alerting.escalation_step WHERE tenant_id = ? AND step_order = 0",
            tenant.id()));
    assertEquals(
        "1",
        tenant.one(
            "SELECT count(*) FROM alerting.outbox WHERE tenant_id = ? AND kind = 'open_ticket'",
            tenant.id()));
  }

  private String count(String table) {
    return tenant.one(
        "SELECT count(*) FROM alerting." + table + " WHERE tenant_id = ?", tenant.id());
  }

  private Answer commit(Arrival arrival) {
    return transactions.commit(List.of(arrival), Instant.now()).await().atMost(PATIENCE).getFirst();
  }

  private Throwable failure(Arrival arrival) {
    return transactions
        .commit(List.of(arrival), Instant.now())
        .<Throwable>map(answers -> new AssertionError("was committed: " + answers))
        .onFailure()
        .recoverWithItem(failed -> failed)
        .await()
        .atMost(PATIENCE);
  }

  private Arrival arrival(String fingerprint) {
    Instant now = Instant.now();
    Admitted admitted = entrance.admit(tenant.id(), tenant.integration()).await().atMost(PATIENCE);
    List<Signal> signals =
        List.of(
            new Signal(
                true,
                fingerprint,
                "Disk full",
                Severity.CRITICAL,
                Map.of("alertname", "DiskFull"),
                Map.of(),
                "",
                Optional.of(now),
                Optional.empty(),
                List.of()));
    return new Arrival(
        tenant.id(),
        tenant.integration(),
        admitted.key(),
        signals,
        Judge.judge(signals, admitted.integration(), admitted.config(), Optional.empty(), now),
        List.of(),
        new Arrival.Source(admitted.integration().mapping(), _ -> new Heard(signals, List.of())),
        admitted.config(),
        Optional.empty(),
        Optional.empty(),
        now,
        null);
  }
}
