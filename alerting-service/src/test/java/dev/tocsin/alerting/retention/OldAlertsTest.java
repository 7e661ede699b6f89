package dev.tocsin.alerting.retention;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of alerts goes by age, and what does not. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class OldAlertsTest {

  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration MINUTE = Duration.ofMinutes(1);
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
  void forgetsAGroupWithEverythingThatBelongsToIt() {
    past.withEverything(days(500), days(401));

    assertEquals(1, sweep());

    for (String table : Past.TABLES) {
      assertEquals(0, past.rows(table), table);
    }
  }

  @Test
  void keepsWholeWhatHasNotBeenOverForSoLong() {
    past.withEverything(days(500), KEPT.minus(MINUTE));

    assertEquals(0, sweep());

    assertEquals(1, past.rows("alert"));
    assertEquals(2, past.rows("timeline_event"));
    assertEquals(2, past.rows("outbox"));
    assertEquals(1, past.rows("integration_payload"));
  }

  /** Longer than there are computers: before the first id that there can be. */
  @Test
  void forgetsNothingThatIsKeptForAHundredYears() {
    assertEquals(
        List.of("00000000-0000-0000-0000-000000000000"),
        tenant.texts("SELECT alerting.first_id(now() - interval '100 years')::text"));
  }

  @Test
  void keepsWhatIsOpenOrTakenWithItsOldResolvedAlerts() {
    UUID open = past.group("open", days(900), null);
    past.alert(open, "open", days(900), null);
    past.alert(open, "resolved", days(900), days(899));
    past.event(open, null, days(899));
    UUID taken = past.group("acknowledged", days(900), null);
    past.alert(taken, "acknowledged", days(900), null);
    past.alert(taken, "resolved", days(900), days(899));

    assertEquals(0, sweep());

    assertEquals(4, past.rows("alert"));
    assertEquals(1, past.rows("timeline_event"));
  }

  /** No way leads there; if one did, nothing is lost. */
  @Test
  void keepsAGroupThatIsOverWithAnAlertThatIsNotOrOnlyLately() {
    UUID one = past.group("resolved", days(900), days(800));
    past.alert(one, "open", days(900), null);
    UUID other = past.group("resolved", days(900), days(800));
    past.alert(other, "resolved", days(900), KEPT.minus(MINUTE));

    assertEquals(0, sweep());

    assertEquals(Set.of(one, other), Set.copyOf(past.groups()));
  }

  @Test
  void keepsAGroupThatStillHasSomethingToTellOrToFire() {
    UUID telling = past.over(days(900), days(899));
    past.message(telling, "pending", days(899));
    UUID firing = past.over(days(900), days(899));
    past.step(firing, "pending", days(899));

    assertEquals(0, sweep());

    assertEquals(Set.of(telling, firing), Set.copyOf(past.groups()));
  }

  @Test
  void keepsAPayloadWhileOneOfItsAlertsIsThere() {
    UUID over = past.group("resolved", days(500), days(450));
    UUID gone = past.alert(over, "resolved", days(500), days(450));
    UUID open = past.group("open", days(500), null);
    past.payload(days(500), gone, past.alert(open, "open", days(500), null));
    past.payload(days(500), gone);
    past.payload(days(500));
    past.payload(days(399));

    sweep();

    assertEquals(2, past.rows("integration_payload"));
  }

  /** Whatever the mixture and however small the pieces: exactly what the rule names goes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void forgetsExactlyWhatTheRuleNames(int piece) throws SQLException {
    Random random = new Random(piece);
    Set<UUID> stay = new HashSet<>();
    long alertsThatGo = 0;
    for (int i = 0; i < 60; i++) {
      Duration began = days(380 + random.nextInt(60)).plusMinutes(random.nextInt(1000));
      boolean isOver = random.nextInt(3) > 0;
      Duration ended = random.nextBoolean() ? near(random) : days(random.nextInt(380));
      ended = ended.compareTo(began) < 0 ? ended : began;
      UUID group = past.group(isOver ? "resolved" : "open", began, isOver ? ended : null);
      int alerts = 1 + random.nextInt(3);
      for (int a = 0; a < alerts; a++) {
        boolean open = !isOver && a == 0;
        past.alert(group, open ? "open" : "resolved", began, open ? null : ended);
        past.event(group, null, began);
      }
      boolean waits = isOver && random.nextInt(5) == 0;
      if (waits) {
        past.message(group, "pending", ended);
      }
      if (isOver && !waits && ended.compareTo(KEPT) > 0) {
        alertsThatGo += alerts;
      } else {
        stay.add(group);
      }
    }
    Past neighbour = new Past(new TestTenant(database), past.now());
    neighbour.withEverything(days(900), days(899));

    try (Connection application = server.connect(server.application())) {
      long gone =
          new Expiry(application, "alerting", piece).run(RetainedAlerts.ALERTS, tenant.id, KEPT);

      assertEquals(alertsThatGo, gone);
    }
    assertTrue(alertsThatGo > 0);
    assertEquals(stay, Set.copyOf(past.groups()));
    for (String table : List.of("alert", "timeline_event")) {
      assertEquals(
          "0",
          tenant
              .texts(
                  "SELECT count(*)::text FROM alerting.%s x WHERE tenant_id = $1 AND NOT EXISTS"
                          .formatted(table)
                      + " (SELECT FROM alerting.alert_group g WHERE g.tenant_id = $1 AND g.id ="
                      + " x.group_id)",
                  tenant.id)
              .getFirst());
    }
    assertEquals(1, neighbour.rows("alert"));
  }

  @Test
  void processesForgetByThemselvesBehindWhatATenantTells() {
    past.over(days(500), days(450));
    UUID group = tenant.fire(tenant.policy(0, null, false), Duration.ofHours(1)).group();

    // Again and again: a process sweeps for one tenant at a time.
    eventually(
        "the old group is gone",
        () -> {
          tell(group);
          return past.groups().equals(List.of(group));
        });
  }

  private void tell(UUID group) {
    UUID message = UUID.randomUUID();
    tenant.run(
        "INSERT INTO alerting.outbox (tenant_id, id, queue, due_at, created_at, idempotency_key,"
            + " group_id, kind, payload) VALUES ($1, $2, 'ticket', $3, $3, $4, $5, 'resolve', $6)",
        tenant.id,
        message,
        database.clock().now().atOffset(ZoneOffset.UTC),
        message.toString(),
        group,
        new JsonObject().put("kind", "resolved"));
  }

  @Test
  void aTenantMayKeepThemForAShorterTimeWhichIsNoneOfTheOthersBusiness() {
    past.over(days(100), days(60));
    Past neighbour = new Past(new TestTenant(database), past.now());
    neighbour.over(days(100), days(60));

    sweep(days(30));

    assertEquals(0, past.rows("alert"));
    assertEquals(1, neighbour.rows("alert"));
  }

  private long sweep() {
    return sweep(KEPT);
  }

  private long sweep(Duration kept) {
    return old.sweep(tenant.id, past.now().minus(kept)).await().atMost(PATIENCE).alerts();
  }

  /**
   * A time of ending by the bound, on either side: so far before it that the test may take long.
   */
  private static Duration near(Random random) {
    int minutes = 1 + random.nextInt(5);
    return random.nextBoolean() ? KEPT.plusMinutes(minutes) : KEPT.minusMinutes(minutes + 120);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
