package dev.tocsin.alerting.escalation;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.schedule;
import static dev.tocsin.alerting.support.TestTenant.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.PageRest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of tenants that want their people to rest, over the shifted clock. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class DivertedPagesTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;
  @Inject Wakes wakes;

  private Neighbours neighbours;
  private TestTenant tenant;
  private UUID primary;

  /** Ada is on call and Bob behind her; it is night, for an hour more. */
  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    UUID ada = neighbours.identity.person(tenant.id, "ada");
    UUID bob = neighbours.identity.person(tenant.id, "bob" + tenant.id);
    primary = neighbours.identity.schedule(tenant.id, List.of(ada), List.of());
    neighbours.identity.behind(tenant.id, primary, List.of(bob), List.of());
  }

  @Test
  void pagesTheSecondaryUntilThePrimaryHasRested() {
    divert(true);
    UUID policy = tenant.policy(1, null, false, step(0, schedule(primary, false)));

    assertEquals("ada", paged(fire(policy)), "nobody has woken her yet");
    assertEquals("ada", paged(fire(policy)), "she is up");
    clock.advance(Duration.ofHours(2));
    Fired diverted = fire(policy);
    assertEquals("bob", paged(diverted));
    String told =
        tenant.summaries(diverted.group()).stream()
            .filter(summary -> summary.contains("in place of user"))
            .findFirst()
            .orElseThrow();
    assertTrue(told.contains("rest of 11 h"), told);
    assertTrue(tenant.codes(diverted.group()).contains("diverted"));
    assertEquals("bob", paged(fire(policy)), "by day pages cost Bob no rest");
    clock.advance(Duration.ofHours(10));
    assertEquals("ada", paged(fire(policy)), "she has rested");
  }

  @Test
  void pagesThePrimaryWhenNobodyAnswersWhoStandsIn() {
    divert(true);
    UUID policy =
        tenant.policy(
            0, null, false, step(0, schedule(primary, false)), step(300, schedule(primary, false)));
    assertEquals("ada", paged(fire(comesBack())));
    clock.advance(Duration.ofHours(2));

    Fired fired = fire(policy);
    assertEquals("bob", paged(fired));
    eventually(
        "the next step is planned",
        () -> tenant.nextAt(fired.group()).filter(at -> at.isAfter(clock.now())).isPresent());
    clock.advance(Duration.ofSeconds(300));
    wakes.stepsAt(clock.now());
    eventually("Ada is paged too", () -> names(fired).contains("ada"));
  }

  @Test
  void pagesThePrimaryAtOnceWhenThePageOfWhoStandsInIsRefused() {
    divert(true);
    UUID policy = comesBack();
    assertEquals("ada", paged(fire(policy)));
    clock.advance(Duration.ofHours(2));
    neighbours.notification.refuse("U-bob" + tenant.id);
    neighbours.notification.refuse("bob" + tenant.id + "@example.com");

    Fired fired = fire(policy);

    assertEquals("ada", paged(fired));
    assertTrue(tenant.codes(fired.group()).contains("not_diverted.stand_in_not_paged"));
    assertFalse(tenant.codes(fired.group()).contains("diverted"));
  }

  @Test
  void divertsNoCriticalPageUnlessTheTenantSaysSo() {
    divert(false);
    UUID policy = comesBack();
    assertEquals("ada", paged(fire(policy)));
    clock.advance(Duration.ofHours(2));
    assertEquals("ada", paged(fire(policy)));

    divert(true);
    clock.advance(Duration.ofSeconds(2));
    assertEquals("bob", paged(fire(policy)), "what woke her counts all the same");
  }

  @Test
  void divertsNobodyToWhomThePolicyWouldNotComeBack() {
    divert(true);
    UUID alone = tenant.policy(0, null, false, step(0, schedule(primary, false)));
    UUID others =
        tenant.policy(
            0, null, false, step(0, schedule(primary, false)), step(300, secondary(primary)));
    assertEquals("ada", paged(fire(alone)));
    clock.advance(Duration.ofHours(2));
    assertEquals("bob", paged(fire(comesBack())), "she is to rest");

    for (UUID policy : List.of(alone, others)) {
      Fired fired = fire(policy);
      assertEquals("ada", paged(fired));
      assertTrue(tenant.codes(fired.group()).contains("not_diverted.not_paged_later"));
      assertFalse(tenant.codes(fired.group()).contains("diverted"));
    }
  }

  @Test
  void divertsNoPageThatAPersonWanted() {
    divert(true);
    UUID policy = comesBack();
    assertEquals("ada", paged(fire(policy)));
    clock.advance(Duration.ofHours(2));
    assertEquals("bob", paged(fire(policy)), "she is to rest");

    for (String why : List.of("assigned", "reassigned", "snooze_over")) {
      Fired fired = tenant.fire(policy, Duration.ofDays(1));
      again(fired, policy, why);
      assertEquals("ada", paged(fired), why);
    }
  }

  /** Pages the primary, and again after a day. */
  private UUID comesBack() {
    return tenant.policy(
        0, null, false, step(0, schedule(primary, false)), step(86_400, schedule(primary, false)));
  }

  private static JsonObject secondary(UUID schedule) {
    JsonObject target = schedule(schedule, false);
    target.getJsonObject("schedule").put("secondary", true);
    return target;
  }

  private void again(Fired fired, UUID policy, String why) {
    Instant now = clock.now();
    database
        .inTenant(
            tenant.id,
            tx ->
                Restart.again(
                    tx, tenant.id, fired.group(), Optional.of(policy), Optional.empty(), why, now))
        .await()
        .atMost(Duration.ofSeconds(60));
    wakes.stepsAt(now);
  }

  private void divert(boolean critical) {
    var now = clock.now().atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    neighbours.identity.divert(
        tenant.id,
        PageRest.newBuilder()
            .setMinRestHours(11)
            .setNightStart(now.minusHours(1).toString())
            .setNightEnd(now.plusHours(1).toString())
            .setCritical(critical)
            .build());
  }

  private Fired fire(UUID policy) {
    Fired fired = tenant.fire(policy, Duration.ZERO);
    wakes.stepsAt(clock.now());
    return fired;
  }

  /** Who was paged by the first step, once it is committed. */
  private String paged(Fired fired) {
    eventually("the step fires", () -> tenant.steps(fired.group()).contains("0/0/fired"));
    List<String> names = names(fired);
    assertEquals(1, names.size(), names::toString);
    return names.getFirst();
  }

  private List<String> names(Fired fired) {
    return neighbours.notification.pages(tenant.id).stream()
        .filter(page -> page.group().equals(fired.group()))
        .map(page -> page.to().getAddress().contains("bob") ? "bob" : "ada")
        .distinct()
        .toList();
  }
}
