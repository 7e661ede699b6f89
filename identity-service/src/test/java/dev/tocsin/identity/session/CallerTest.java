package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What a browser asks first: who am I, and where. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CallerTest {

  @Test
  void aPersonSeesItsNameItsTenantAndItsPreferences() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    ann.api()
        .patch(
            "/api/v1/users/" + ann.id() + "/preferences",
            new JsonObject().put("locale", "de").put("timeZone", "Europe/Vienna"))
        .expect(200);

    JsonObject me = ann.api().get("/api/v1/auth/me").expect(200);

    assertEquals(ann.id(), me.getString("userId"));
    assertEquals("ann", me.getString("userName"));
    assertEquals(ann.email(), me.getString("email"));
    assertEquals("Tenant " + tenant.slug(), me.getString("tenantName"));
    assertEquals(tenant.slug(), me.getString("tenantSlug"));
    assertEquals("Europe/Vienna", me.getString("timeZone"));
    assertEquals("de", me.getString("locale"));
    assertTrue(me.getBoolean("mustChangePassword"));
  }

  @Test
  void whatAPersonLeavesOpenIsTheTenants() {
    TestTenant tenant = TestTenant.create();
    tenant
        .owner()
        .patch(
            "/api/v1/admin/config",
            new JsonObject().put("locale", "fr").put("timeZone", "America/Chicago"))
        .expect(200);
    TestUser ann = tenant.user("ann", "responder");

    JsonObject me = ann.api().get("/api/v1/auth/me").expect(200);

    assertEquals("fr", me.getString("locale"));
    assertEquals("America/Chicago", me.getString("timeZone"));
  }

  @Test
  void aKeyAndTheOperatorAreNobody() {
    TestTenant tenant = TestTenant.create();

    JsonObject key = tenant.key("viewer").api().get("/api/v1/auth/me").expect(200);
    JsonObject operator = TestTenant.operator().get("/api/v1/auth/me").expect(200);

    assertEquals(tenant.slug(), key.getString("tenantSlug"));
    assertEquals("UTC", key.getString("timeZone"));
    assertEquals("", key.getString("userName"));
    assertFalse(key.getBoolean("mustChangePassword"));
    assertEquals("", operator.getString("tenantName"));
  }
}
