package dev.tocsin.identity.session;

import static dev.tocsin.identity.session.SessionCalls.NOBODY;
import static dev.tocsin.identity.session.SessionCalls.refresh;
import static dev.tocsin.identity.session.SessionCalls.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Who gets a session, and what ends it. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SignInTest {

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
}
