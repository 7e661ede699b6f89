package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

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
}
