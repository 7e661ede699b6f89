package dev.tocsin.identity.user;

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

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ResetPasswordTest {

  @Test
  void theNewOneTimePasswordSignsInAndTheOldOneAndItsSessionsDoNot() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    JsonObject before = TestTenant.settle(tenant.slug(), ann.email(), ann.password());

    String fresh = reset(tenant.owner(), ann.id()).expect(200).getString("oneTimePassword");

    JsonObject session = TestTenant.signIn(tenant.slug(), ann.email(), fresh);
    assertTrue(session.getBoolean("mustChangePassword"));
    assertEquals(401, signIn(tenant, ann, TestTenant.CHOSEN).status());
    assertEquals(
        401,
        TestTenant.anonymous()
            .post(
                "/api/v1/auth/refresh",
                new JsonObject().put("refreshToken", before.getString("refreshToken")))
            .status());
  }

  @Test
  void onlyAnOwnerResetsAnOwners() {
    TestTenant tenant = TestTenant.create();
    TestUser admin = tenant.user("adam", "admin");
    TestUser manager = tenant.user("mia", "manager");

    assertEquals(403, reset(admin.api(), tenant.ownerId()).status());
    assertEquals(403, reset(manager.api(), admin.id()).status());
    assertEquals(200, reset(admin.api(), manager.id()).status());
    assertEquals(200, signIn(tenant, tenant.ownerEmail(), tenant.password()).status());
  }

  @Test
  void aDeactivatedPersonGetsNone() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    tenant.owner().delete("/api/v1/users/" + ann.id()).expect(200);

    Api.Reply refused = reset(tenant.owner(), ann.id());

    assertTrue(refused.status() >= 400 && refused.status() < 500, refused.raw().body());
    assertTrue(refused.raw().body().contains("deactivated"), refused.raw().body());
  }

  private static Api.Reply reset(Api api, String user) {
    return api.post("/api/v1/users/" + user + "/reset-password", new JsonObject());
  }

  private static Api.Reply signIn(TestTenant tenant, TestUser user, String password) {
    return signIn(tenant, user.email(), password);
  }

  private static Api.Reply signIn(TestTenant tenant, String email, String password) {
    return TestTenant.anonymous()
        .post(
            "/api/v1/auth/sign-in",
            new JsonObject()
                .put("tenant", tenant.slug())
                .put("email", email)
                .put("password", password));
  }
}
