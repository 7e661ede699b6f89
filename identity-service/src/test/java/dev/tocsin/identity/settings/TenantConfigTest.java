package dev.tocsin.identity.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each setting of a tenant does what it says. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TenantConfigTest {

  private static final String PATH = "/api/v1/admin/config";

  /** Longer than settings are kept by whoever has asked for them. */
  private static final Duration KEPT = Duration.ofSeconds(31);

  @Inject TocsinClock clock;

  private final TestTenant tenant = TestTenant.create();

  @Test
  void aTenantThatHasSetNothingHasWhatTheInstallationHas() {
    JsonObject config = tenant.owner().get(PATH).expect(200);

    assertEquals("", config.getString("timeZone"));
    assertEquals("", config.getString("locale"));
    assertFalse(config.containsKey("updateTime"));
    assertEquals("UTC", zoneOfANewUser());
  }

  @Test
  void newPeopleLiveInTheZoneOfTheTenantUnlessAnotherIsNamed() {
    change(new JsonObject().put("timeZone", "Europe/Vienna"));

    assertEquals("Europe/Vienna", zoneOfANewUser());
    JsonObject named =
        tenant
            .owner()
            .post("/api/v1/users", user("bob").put("timeZone", "Asia/Kathmandu"))
            .expect(200);
    assertEquals("Asia/Kathmandu", named.getJsonObject("user").getString("timeZone"));
  }

  @Test
  void whoeverPagesHearsTheLanguageOfTheTenantForPeopleWhoChoseNone() {
    TestTenant.TestUser ann = tenant.user("ann", "viewer");
    TestTenant.TestUser bob = tenant.user("bob", "viewer");
    bob.api()
        .patch("/api/v1/users/" + bob.id() + "/preferences", new JsonObject().put("locale", "fr"))
        .expect(200);

    change(new JsonObject().put("locale", "de"));
    clock.advance(KEPT);

    await(() -> localeOf(ann.id()).equals("de"));
    assertEquals("fr", localeOf(bob.id()));
  }

  @Test
  void aLowerLimitHoldsForTheTenantAndNobodyElse() {
    TestTenant neighbour = TestTenant.create();
    change(
        new JsonObject()
            .put("limits", new JsonObject().put("callsPerSecond", 1).put("callsBurst", 10)));
    clock.advance(KEPT);

    await(
        () ->
            IntStream.range(0, 40)
                .parallel()
                .anyMatch(i -> tenant.owner().get("/api/v1/users").status() == 429));
    for (int i = 0; i < 20; i++) {
      assertEquals(200, neighbour.owner().get("/api/v1/users").status());
    }
  }

  @Test
  void aPatchChangesWhatItNamesAndAPutEverything() {
    change(new JsonObject().put("timeZone", "Europe/Vienna").put("locale", "de"));
    change(new JsonObject().put("locale", "fr"));
    assertEquals("Europe/Vienna", tenant.owner().get(PATH).expect(200).getString("timeZone"));

    JsonObject put = tenant.owner().put(PATH, new JsonObject().put("locale", "it")).expect(200);

    assertEquals("", put.getString("timeZone"));
    assertEquals("it", put.getString("locale"));
  }

  @Test
  void refusesWhatCannotBe() {
    for (JsonObject wrong :
        List.of(
            new JsonObject().put("timeZone", "Mars/Olympus"),
            new JsonObject().put("locale", "German"),
            limits("callsPerSecond", 1_000),
            limits("callsBurst", 100_000),
            limits("callsBurst", 3),
            limits("methodCallsPerSecond", 0.1),
            retention(-1, 0, 0),
            retention(0, 3651, 0),
            retention(0, 0, 6),
            retention(0, 0, 3651))) {
      Api.Reply refused = tenant.owner().patch(PATH, wrong);
      assertEquals(400, refused.status(), wrong + " answered " + refused.raw().body());
    }
  }

  @Test
  void isForAdminsAndInTheAuditLog() {
    assertEquals(403, tenant.key("manager").api().get(PATH).status());
    Api admin = tenant.key("admin").api();

    admin.patch(PATH, new JsonObject().put("locale", "de")).expect(200);

    JsonObject log = tenant.owner().get("/api/v1/audit-log?action=config").expect(200);
    JsonObject entry = log.getJsonArray("events").getJsonObject(0);
    assertEquals("config.update", entry.getString("action"));
    assertTrue(entry.encode().contains("\"de\""), entry.encode());
  }

  @Test
  void historyIsKeptForAsManyDaysAsTheTenantSays() {
    change(retention(30, 7, 90).put("locale", "de"));
    change(new JsonObject().put("locale", "fr"));

    JsonObject kept = tenant.owner().get(PATH).expect(200).getJsonObject("retention");

    assertEquals(30, kept.getInteger("deliveryDays"));
    assertEquals(7, kept.getInteger("ticketNoteDays"));
    assertEquals(90, kept.getInteger("alertDays"));
    JsonObject log = tenant.owner().get("/api/v1/audit-log?action=config").expect(200);
    assertTrue(log.encode().contains("delivery_days"), log.encode());
    change(retention(0, 0, 0));
    kept = tenant.owner().get(PATH).expect(200).getJsonObject("retention");
    assertEquals(0, kept.getInteger("deliveryDays"));
  }

  private static JsonObject retention(int deliveryDays, int ticketNoteDays, int alertDays) {
    return new JsonObject()
        .put(
            "retention",
            new JsonObject()
                .put("deliveryDays", deliveryDays)
                .put("ticketNoteDays", ticketNoteDays)
                .put("alertDays", alertDays));
  }

  private static JsonObject limits(String name, Number value) {
    return new JsonObject().put("limits", new JsonObject().put(name, value));
  }

  private void change(JsonObject to) {
    tenant.owner().patch(PATH, to).expect(200);
  }

  private String zoneOfANewUser() {
    return tenant
        .owner()
        .post("/api/v1/users", user("ann"))
        .expect(200)
        .getJsonObject("user")
        .getString("timeZone");
  }

  private static JsonObject user(String name) {
    return new JsonObject()
        .put("email", name + "@example.com")
        .put("name", name)
        .put("role", "viewer");
  }

  private String localeOf(String user) {
    return UserServiceGrpc.newBlockingStub(Grpc.channel())
        .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
        .getUsers(GetUsersRequest.newBuilder().addIds(user).build())
        .getUsers(0)
        .getPreferences()
        .getLocale();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not so after two minutes");
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
