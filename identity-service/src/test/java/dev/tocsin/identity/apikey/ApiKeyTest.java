package dev.tocsin.identity.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestKey;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.AuthServiceGrpc;
import dev.tocsin.proto.identity.v1.VerifyApiKeyRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ApiKeyTest {

  @Inject LastUse lastUse;

  @Test
  void isShownOnceAndListedMasked() {
    TestTenant tenant = TestTenant.create();

    TestKey key = tenant.key("responder");

    assertTrue(key.key().matches("tcs_[A-Za-z0-9]{40}"), "looks like a key");
    JsonObject listed = keys(tenant).getJsonObject(0);
    assertEquals(key.key().substring(0, 8) + "…", listed.getString("maskedKey"));
    assertFalse(keys(tenant).encode().contains(key.key()));
  }

  @Test
  void onlyItsHashIsStored() throws Exception {
    TestKey key = TestTenant.create().key("viewer");

    try (Connection connection = TestServers.database().superuser();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "select k::text from identity.api_key k where id = '" + key.id() + "'")) {
      assertTrue(row.next());
      assertFalse(row.getString(1).contains(key.key()), "the key is in its row");
    }
  }

  @Test
  void callsWithItsRole() {
    TestTenant tenant = TestTenant.create();
    TestKey key = tenant.key("viewer");

    JsonObject me = key.api().get("/api/v1/auth/me").expect(200);

    assertEquals(key.id(), me.getString("apiKeyId"));
    assertEquals(tenant.id(), me.getString("tenantId"));
    assertEquals("ROLE_VIEWER", me.getString("role"));
    assertEquals(200, key.api().get("/api/v1/users").status());
    assertEquals(403, key.api().get("/api/v1/api-keys").status());
  }

  @Test
  void aScopeLimitsIt() {
    TestKey key = TestTenant.create().key("owner", "teams:read");

    assertEquals(200, key.api().get("/api/v1/teams").status());
    assertEquals(403, key.api().get("/api/v1/users").status());
    assertEquals(403, key.api().post("/api/v1/teams", new JsonObject().put("name", "A")).status());
  }

  @Test
  void aKeyGivesNoMoreThanItHas() {
    TestTenant tenant = TestTenant.create();
    Api admin = tenant.user("adam", "admin").api();
    Api limited = tenant.key("admin", "api-keys:write", "teams:read").api();

    assertEquals(403, create(admin, "owner").status());
    assertEquals(200, create(admin, "admin").status());
    assertEquals(403, create(limited, "viewer").status());
    assertEquals(403, create(limited, "viewer", "users:read").status());
    assertEquals(200, create(limited, "viewer", "teams:read").status());
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceHere() {
    TestTenant tenant = TestTenant.create();
    TestKey key = tenant.key("viewer");
    key.api().get("/api/v1/auth/me").expect(200);

    tenant.owner().delete("/api/v1/api-keys/" + key.id()).expect(200);

    assertEquals(401, key.api().get("/api/v1/auth/me").status());
    assertTrue(keys(tenant).getJsonObject(0).containsKey("revokeTime"));
    tenant.owner().delete("/api/v1/api-keys/" + key.id()).expect(200);
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> verify(key.key()));
    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
  }

  @Test
  void anExpiredKeyIsRefused() {
    TestTenant tenant = TestTenant.create();
    Instant soon = Instant.now().plus(Duration.ofMinutes(3));
    String key =
        tenant
            .owner()
            .post("/api/v1/api-keys", wanted("viewer").put("expireTime", soon.toString()))
            .expect(200)
            .getString("key");
    Api api = TestTenant.anonymous().as(key);
    assertEquals(200, api.get("/api/v1/auth/me").status());

    shift(Duration.ofMinutes(4));
    try {
      assertEquals(401, api.get("/api/v1/auth/me").status());
    } finally {
      shift(Duration.ofMinutes(-4));
    }
  }

  @Test
  void anEndThatIsPastIsRefused() {
    Api.Reply refused =
        TestTenant.create()
            .owner()
            .post("/api/v1/api-keys", wanted("viewer").put("expireTime", "2020-01-01T00:00:00Z"));

    assertEquals(400, refused.status());
  }

  @Test
  void tellsWhenItWasLastUsed() {
    TestTenant tenant = TestTenant.create();
    TestKey key = tenant.key("viewer");
    assertNull(keys(tenant).getJsonObject(0).getString("lastUsedTime"));
    key.api().get("/api/v1/auth/me").expect(200);

    lastUse.write().await().atMost(Duration.ofSeconds(60));

    Instant used = Instant.parse(keys(tenant).getJsonObject(0).getString("lastUsedTime"));
    assertTrue(Duration.between(used, Instant.now()).abs().toSeconds() < 60, "used at " + used);
  }

  @Test
  void listsNewestFirstPageByPage() {
    TestTenant tenant = TestTenant.create();
    List<String> ids =
        List.of(tenant.key("viewer").id(), tenant.key("viewer").id(), tenant.key("viewer").id());

    JsonObject first = tenant.owner().get("/api/v1/api-keys?page_size=2").expect(200);
    JsonObject second =
        tenant
            .owner()
            .get("/api/v1/api-keys?page_size=2&page_token=" + first.getString("nextPageToken"))
            .expect(200);

    assertEquals(List.of(ids.get(2), ids.get(1)), ids(first));
    assertEquals(List.of(ids.get(0)), ids(second));
  }

  @Test
  void otherServicesLearnWhoseKeyItIs() {
    TestTenant tenant = TestTenant.create();
    TestKey key = tenant.key("responder", "alerts:write");

    VerifyApiKeyResponse answer = verify(key.key());

    assertEquals(tenant.id(), answer.getTenantId());
    assertEquals(key.id(), answer.getApiKeyId());
    assertEquals(Role.ROLE_RESPONDER, answer.getRole());
    assertEquals(List.of("alerts:write"), List.copyOf(answer.getScopesList()));
  }

  private static VerifyApiKeyResponse verify(String key) {
    return AuthServiceGrpc.newBlockingStub(Grpc.channel())
        .withInterceptors(As.service("alerting"))
        .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(key).build());
  }

  private static Api.Reply create(Api api, String role, String... scopes) {
    return api.post(
        "/api/v1/api-keys", wanted(role).put("scopes", JsonArray.of((Object[]) scopes)));
  }

  private static JsonObject wanted(String role) {
    return new JsonObject().put("description", "test").put("role", role);
  }

  private static JsonArray keys(TestTenant tenant) {
    return tenant.owner().get("/api/v1/api-keys").expect(200).getJsonArray("apiKeys");
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("apiKeys").stream()
        .map(key -> ((JsonObject) key).getString("id"))
        .toList();
  }

  private static void shift(Duration by) {
    TestTenant.anonymous()
        .post("/internal/test/clock", new JsonObject().put("advance", by.toString()))
        .expect(200);
  }
}
