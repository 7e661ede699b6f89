package dev.tocsin.identity.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SetupTest {

  private static final Api NOBODY = TestTenant.anonymous();

  @ConfigProperty(name = "tocsin.setup.token")
  String token;

  @Inject RedisDataSource redis;

  @BeforeEach
  void nothingIsThere() throws Exception {
    noTenant();
    inDatabase("delete from identity.setup_use");
    List<String> tries = redis.key().keys("tocsin:sign-in:account:*");
    if (!tries.isEmpty()) {
      redis.key().del(tries.toArray(String[]::new));
    }
  }

  @Test
  void makesTheFirstTenantAndSignsItsOwnerIn() {
    assertEquals("SETUP_STATE_WAITING", state());

    JsonObject session = NOBODY.post("/api/v1/setup", wishes()).expect(200);

    assertEquals("SETUP_STATE_DONE", state());
    assertFalse(session.getBoolean("mustChangePassword"));
    Api owner = NOBODY.as(session.getString("accessToken"));
    JsonObject me = owner.get("/api/v1/auth/me").expect(200);
    assertEquals("ROLE_OWNER", me.getString("role"));
    assertEquals("Café Ops", me.getString("tenantName"));
    assertEquals("cafe-ops", me.getString("tenantSlug"));
    assertEquals("Olive", me.getString("userName"));
    assertEquals("Europe/Vienna", me.getString("timeZone"));
    NOBODY
        .post(
            "/api/v1/auth/refresh",
            new JsonObject().put("refreshToken", session.getString("refreshToken")))
        .expect(200);
    assertEquals(
        session.getString("userId"),
        TestTenant.signIn("cafe-ops", "olive@example.com", "correct horse battery")
            .getString("userId"));
    String log = owner.get("/api/v1/audit-log").expect(200).encode();
    assertTrue(log.contains("tenant.create"), log);
    assertFalse(log.contains(token), "the token is in no log");
  }

  @Test
  void isRefusedOnceThereIsATenant() {
    TestTenant.create();

    Api.Reply refused = NOBODY.post("/api/v1/setup", wishes());

    assertTrue(refused.status() >= 400 && refused.status() < 500, refused.raw().body());
    assertTrue(refused.raw().body().contains("set up already"), refused.raw().body());
    assertEquals("SETUP_STATE_DONE", state());
  }

  @Test
  void ofTwoAtOnceOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      nothingIsThere();
      String suffix = Integer.toString(round);

      List<Integer> answers =
          IntStream.range(0, 4)
              .mapToObj(
                  caller ->
                      CompletableFuture.supplyAsync(
                          () ->
                              NOBODY
                                  .post(
                                      "/api/v1/setup",
                                      wishes().put("tenantSlug", "race-" + suffix + "-" + caller))
                                  .status()))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers::toString);
      assertEquals(1, tenants());
    }
  }

  @Test
  void takesTheTokenOnceEvenWhenItsTenantIsDeleted() throws Exception {
    NOBODY.post("/api/v1/setup", wishes()).expect(200);
    noTenant();

    assertEquals("SETUP_STATE_OFF", state());
    Api.Reply refused = NOBODY.post("/api/v1/setup", wishes());
    assertTrue(refused.raw().body().contains("tocsin.setup.token"), refused.raw().body());
    assertEquals(0, tenants());
  }

  @Test
  void aWrongTokenIsRefusedAndMayNotBeTriedForLong() throws Exception {
    assertEquals(401, NOBODY.post("/api/v1/setup", wishes().put("token", "wrong")).status());
    // Five are counted in Redis, and five here while it is slow.
    int status = 401;
    for (int tries = 1; status == 401 && tries < 11; tries++) {
      status = NOBODY.post("/api/v1/setup", wishes().put("token", "wrong")).status();
    }

    assertEquals(429, status);
    assertEquals(0, tenants());
  }

  @Test
  void thePasswordAndTheZoneAreHeldToTheUsualRules() throws Exception {
    assertEquals(400, NOBODY.post("/api/v1/setup", wishes().put("password", "short")).status());
    assertEquals(400, NOBODY.post("/api/v1/setup", wishes().put("timeZone", "Mars")).status());
    assertEquals(400, NOBODY.post("/api/v1/setup", wishes().put("ownerEmail", "olive")).status());
    assertEquals(0, tenants());
  }

  @Test
  void aTokenThatCouldBeGuessedStopsTheStartAndNoneSwitchesSetUpOff() {
    assertThrows(ConfigurationException.class, () -> new SetupToken(Optional.of("x".repeat(19))));
    assertTrue(new SetupToken(Optional.of("x".repeat(20))).is("x".repeat(20)));
    assertFalse(new SetupToken(Optional.of("x".repeat(20))).is("x".repeat(21)));
    assertFalse(new SetupToken(Optional.empty()).is(""));
    assertEquals(Optional.empty(), new SetupToken(Optional.of(" ")).hash());
  }

  @Test
  void theShortNameIsMadeOfTheName() {
    assertEquals("cafe-ops-gmbh", Setup.slugOf("Café  Ops GmbH!"));
    assertEquals("default", Setup.slugOf("東京"));
    assertEquals("a".repeat(40), Setup.slugOf("a".repeat(60)));
    assertEquals("a".repeat(39), Setup.slugOf("a".repeat(39) + " b"));
  }

  private JsonObject wishes() {
    return new JsonObject()
        .put("token", token)
        .put("tenantName", "Café Ops")
        .put("ownerEmail", "olive@example.com")
        .put("ownerName", "Olive")
        .put("password", "correct horse battery")
        .put("timeZone", "Europe/Vienna");
  }

  private static String state() {
    return NOBODY.get("/api/v1/setup").expect(200).getString("state");
  }

  private static void noTenant() throws Exception {
    inDatabase("update identity.tenant set delete_time = now() where delete_time is null");
  }

  private static void inDatabase(String statement) throws Exception {
    try (Connection superuser = TestServers.database().superuser()) {
      superuser.createStatement().execute(statement);
    }
  }

  private static int tenants() throws Exception {
    try (Connection superuser = TestServers.database().superuser();
        var rows =
            superuser
                .createStatement()
                .executeQuery("select count(*) from identity.tenant where delete_time is null")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
