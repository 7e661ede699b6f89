package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SignInTest {

  private static final Api NOBODY = TestTenant.anonymous();

  @Inject SigningKeys signingKeys;

  @Test
  void opensASessionThatCanCall() {
    TestTenant tenant = TestTenant.create();

    JsonObject me = tenant.owner().get("/api/v1/auth/me").expect(200);

    assertEquals(tenant.ownerId(), me.getString("userId"));
    assertEquals(tenant.id(), me.getString("tenantId"));
    assertEquals("ROLE_OWNER", me.getString("role"));
  }

  @Test
  void doesNotTellWhichPartIsWrong() {
    TestTenant tenant = TestTenant.create();

    Api.Reply wrongPassword = signIn(tenant.slug(), tenant.ownerEmail(), "wrong");
    Api.Reply wrongAddress = signIn(tenant.slug(), "nobody@example.com", tenant.password());
    Api.Reply wrongTenant = signIn("no-such-tenant", tenant.ownerEmail(), tenant.password());

    assertEquals(401, wrongPassword.status());
    assertEquals(401, wrongAddress.status());
    assertEquals(401, wrongTenant.status());
    assertEquals(wrongPassword.body().getString("detail"), wrongAddress.body().getString("detail"));
    assertEquals(wrongPassword.body().getString("detail"), wrongTenant.body().getString("detail"));
  }

  @Test
  void needsNoTenantForAnAddressOfOneTenantOnly() {
    TestTenant tenant = TestTenant.create();

    JsonObject session =
        signIn("", tenant.ownerEmail().toUpperCase(java.util.Locale.ROOT), tenant.password())
            .expect(200);

    assertEquals(tenant.ownerId(), session.getString("userId"));
  }

  @Test
  void anAddressOfTwoTenantsNeedsTheTenant() {
    TestTenant one = TestTenant.create();
    TestTenant two = TestTenant.create();
    String password =
        two.owner()
            .post(
                "/api/v1/users",
                new JsonObject()
                    .put("email", one.ownerEmail())
                    .put("name", "Same")
                    .put("role", "viewer"))
            .expect(200)
            .getString("oneTimePassword");

    assertEquals(401, signIn("", one.ownerEmail(), password).status());
    assertEquals(200, signIn(two.slug(), one.ownerEmail(), password).status());
  }

  @Test
  void signingOutEndsTheSessionAndNeverFails() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    JsonObject token = new JsonObject().put("refreshToken", session.getString("refreshToken"));

    NOBODY.post("/api/v1/auth/sign-out", token).expect(200);

    assertEquals(401, refresh(session).status());
    NOBODY.post("/api/v1/auth/sign-out", token).expect(200);
    NOBODY
        .post("/api/v1/auth/sign-out", new JsonObject().put("refreshToken", "tcr_unknown"))
        .expect(200);
  }

  @Test
  void theOneTimePasswordIsSaidToBeOneUntilItIsChanged() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");

    change(user, user.password(), "correct horse battery").expect(200);

    assertTrue(user.session().getBoolean("mustChangePassword"));
    JsonObject after = TestTenant.signIn(tenant.slug(), user.email(), "correct horse battery");
    assertFalse(after.getBoolean("mustChangePassword", false));
    assertEquals(401, signIn(tenant.slug(), user.email(), user.password()).status());
    refresh(after).expect(200);
  }

  @Test
  void replacingTheOneTimePasswordEndsTheSessionsThatItOpened() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");

    change(user, user.password(), TestTenant.CHOSEN).expect(200);

    assertEquals(401, refresh(user.session()).status());
  }

  @Test
  void changingAChosenPasswordEndsEverySession() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");
    JsonObject session = TestTenant.settle(tenant.slug(), user.email(), user.password());

    change(user, TestTenant.CHOSEN, "another horse battery").expect(200);

    assertEquals(401, refresh(session).status());
  }

  @Test
  void aSignInUnderWayDoesNotSurviveTheChangeOfItsPassword() throws Exception {
    TestTenant tenant = TestTenant.create();

    int status =
        whileThePasswordChanges(
            tenant.ownerId(),
            () -> signIn(tenant.slug(), tenant.ownerEmail(), tenant.password()).status());

    assertEquals(401, status);
  }

  @Test
  void aChangeUnderWayDoesNotUndoAnotherOne() throws Exception {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");

    int status =
        whileThePasswordChanges(
            user.id(), () -> change(user, user.password(), TestTenant.CHOSEN).status());

    assertEquals(403, status);
  }

  /** What the call answers when the hash changes after it was read and before it is used. */
  private static int whileThePasswordChanges(String user, Supplier<Integer> call) throws Exception {
    try (Connection holding = TestServers.database().superuser();
        Connection watching = TestServers.database().superuser()) {
      holding.setAutoCommit(false);
      String one = " where id = '" + user + "'";
      holding.createStatement().execute("select 1 from identity.person" + one + " for update");
      CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(call);
      try (ResultSet pid = holding.createStatement().executeQuery("select pg_backend_pid()")) {
        pid.next();
        untilSomebodyWaitsFor(watching, pid.getInt(1));
      }
      holding
          .createStatement()
          .execute("update identity.person set password_hash = 'of another password'" + one);
      holding.commit();
      return answer.get(60, TimeUnit.SECONDS);
    }
  }

  private static void untilSomebodyWaitsFor(Connection watching, int pid) throws Exception {
    String waiting =
        "select exists (select 1 from pg_stat_activity where %d = any (pg_blocking_pids(pid)))";
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); ; Thread.sleep(20)) {
      try (ResultSet rows = watching.createStatement().executeQuery(waiting.formatted(pid))) {
        rows.next();
        if (rows.getBoolean(1)) {
          return;
        }
      }
      assertTrue(System.nanoTime() < end, "nobody waits for the person's row");
    }
  }

  @Test
  void thePasswordChangesOnlyForWhoKnowsTheOldOne() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");

    assertEquals(403, change(user, "wrong", "correct horse battery").status());
    assertEquals(400, change(user, user.password(), "short").status());
  }

  @Test
  void aKeyHasNoPasswordToChange() {
    var key = TestTenant.create().key("owner");

    Api.Reply refused =
        key.api()
            .post(
                "/api/v1/auth/password",
                new JsonObject().put("oldPassword", "x").put("newPassword", "y".repeat(12)));

    assertEquals(403, refused.status());
  }

  @Test
  void aDeactivatedPersonsSessionsEnd() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");
    JsonObject session = TestTenant.settle(tenant.slug(), user.email(), user.password());

    tenant.owner().delete("/api/v1/users/" + user.id()).expect(200);

    assertEquals(401, refresh(session).status());
    assertEquals(401, signIn(tenant.slug(), user.email(), TestTenant.CHOSEN).status());
  }

  @Test
  void nobodyOfADeletedTenantSignsInRefreshesOrCallsWithAKey() {
    TestTenant tenant = TestTenant.create();
    var key = tenant.key("admin");
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());

    TestTenant.operator().delete("/api/v1/admin/tenants/" + tenant.id()).expect(200);

    assertEquals(401, signIn(tenant.slug(), tenant.ownerEmail(), TestTenant.CHOSEN).status());
    assertEquals(401, refresh(session).status());
    assertEquals(401, key.api().get("/api/v1/auth/me").status());
  }

  @Test
  void aNewRoleHoldsAfterTheNextRefresh() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");
    JsonObject session = TestTenant.settle(tenant.slug(), user.email(), user.password());
    tenant
        .owner()
        .patch("/api/v1/users/" + user.id(), new JsonObject().put("role", "manager"))
        .expect(200);

    JsonObject renewed = refresh(session).expect(200);

    JsonObject me = NOBODY.as(renewed.getString("accessToken")).get("/api/v1/auth/me").expect(200);
    assertEquals("ROLE_MANAGER", me.getString("role"));
  }

  @Test
  void anybodyCanCheckAnAccessTokenByThePublishedKeys() throws Exception {
    TestTenant tenant = TestTenant.create();

    JsonArray keys = NOBODY.get("/api/v1/auth/keys").expect(200).getJsonArray("keys");

    JwtClaims claims = verify(tenant.owner().credential(), keys);
    assertEquals("tocsin", claims.getIssuer());
    assertEquals(tenant.ownerId(), claims.getSubject());
    assertEquals(tenant.id(), claims.getStringClaimValue("tid"));
    assertEquals("owner", claims.getStringClaimValue("rol"));
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneAfterwards() throws Exception {
    TestTenant tenant = TestTenant.create();
    String before = tenant.owner().credential();

    signingKeys.rotate().await().atMost(Duration.ofSeconds(60));

    JsonArray keys = NOBODY.get("/api/v1/auth/keys").expect(200).getJsonArray("keys");
    String atOnce = accessToken(tenant);
    assertEquals(keyId(before), keyId(atOnce));
    shift(SigningKeys.PUBLISHED_BEFORE);
    try {
      String later = accessToken(tenant);
      assertEquals(keys.getJsonObject(0).getString("kid"), keyId(later));
      assertNotEquals(keyId(before), keyId(later));
      verify(before, keys);
      verify(later, keys);
      NOBODY.as(before).get("/api/v1/auth/me").expect(200);
      NOBODY.as(later).get("/api/v1/auth/me").expect(200);
    } finally {
      shift(SigningKeys.PUBLISHED_BEFORE.negated());
    }
  }

  private static String accessToken(TestTenant tenant) {
    return TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), tenant.password())
        .getString("accessToken");
  }

  @Test
  void anAccessTokenEndsAfterTenMinutes() {
    TestTenant tenant = TestTenant.create();

    shift(Duration.ofMinutes(11));
    try {
      assertEquals(401, tenant.owner().get("/api/v1/auth/me").status());
    } finally {
      shift(Duration.ofMinutes(-11));
    }
  }

  @Test
  void theSixthAttemptAtAnAccountIsToldToWait() {
    TestTenant tenant = TestTenant.create();
    for (int i = 0; i < 5; i++) {
      assertEquals(401, signIn(tenant.slug(), tenant.ownerEmail(), "wrong " + i).status());
    }

    Api.Reply refused = signIn(tenant.slug(), tenant.ownerEmail(), tenant.password());

    assertEquals(429, refused.status());
    int wait = Integer.parseInt(refused.raw().headers().firstValue("Retry-After").orElseThrow());
    assertTrue(wait > 200 && wait <= 300, "waits " + wait + " s");
    assertEquals(401, signIn(tenant.slug(), "other@example.com", "wrong").status());
  }

  @Test
  void aGoodSignInStartsTheCountAnew() {
    TestTenant tenant = TestTenant.create();

    for (int i = 0; i < 8; i++) {
      assertEquals(200, signIn(tenant.slug(), tenant.ownerEmail(), tenant.password()).status());
    }
  }

  static Api.Reply signIn(String slug, String email, String password) {
    return NOBODY.post(
        "/api/v1/auth/sign-in",
        new JsonObject().put("tenant", slug).put("email", email).put("password", password));
  }

  static Api.Reply refresh(JsonObject session) {
    return NOBODY.post(
        "/api/v1/auth/refresh",
        new JsonObject().put("refreshToken", session.getString("refreshToken")));
  }

  private static Api.Reply change(TestUser user, String before, String after) {
    return user.api()
        .post(
            "/api/v1/auth/password",
            new JsonObject().put("oldPassword", before).put("newPassword", after));
  }

  static void shift(Duration by) {
    NOBODY.post("/internal/test/clock", new JsonObject().put("advance", by.toString())).expect(200);
  }

  private static String keyId(String token) {
    String header = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]));
    return UUID.fromString(new JsonObject(header).getString("kid")).toString();
  }

  private static JwtClaims verify(String token, JsonArray keys) throws Exception {
    for (Object each : keys) {
      Map<String, Object> jwk = new HashMap<>(((JsonObject) each).getMap());
      if (keyId(token).equals(jwk.get("kid"))) {
        return new JwtConsumerBuilder()
            .setVerificationKey(new RsaJsonWebKey(jwk).getKey())
            .setSkipDefaultAudienceValidation()
            .build()
            .processToClaims(token);
      }
    }
    throw new AssertionError("key " + keyId(token) + " is not published");
  }
}
