package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Integrations, policies and routes over the API, and that ingest obeys them at once. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ConfigurationTest {

  private static final List<String> ROLES =
      List.of("viewer", "responder", "manager", "admin", "owner");

  @TestHTTPResource("/")
  URI base;

  private UUID tenant;
  private Rest admin;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = UUID.randomUUID();
    admin = Rest.as(base, "admin", tenant);
  }

  @Test
  void refusesKeyThatWasRotated() {
    JsonObject made = made(admin.post("/api/v1/integrations", integration("prod")));
    String old = made.getString("key");
    String id = made.getJsonObject("integration").getString("id");
    assertEquals(200, hook(old, "a").status());

    String fresh =
        made(admin.post("/api/v1/integrations/" + id + "/rotate-key", new JsonObject()))
            .getString("key");

    assertEquals(401, hook(old, "b").status());
    assertEquals(200, hook(fresh, "b").status());
  }

  @Test
  void takesKeyOfTheCallersAlsoWhenItWasTriedBefore() throws InterruptedException {
    String key = "tci_" + UUID.randomUUID().toString().replace("-", "");
    assertEquals(401, hook(key, "a").status());
    JsonObject made = made(admin.post("/api/v1/integrations", integration("prod")));
    String path = "/api/v1/integrations/" + made.getJsonObject("integration").getString("id");
    JsonObject wanted = new JsonObject().put("key", key);

    JsonObject given = made(admin.post(path + "/rotate-key", wanted));
    JsonObject again = made(admin.post(path + "/rotate-key", wanted));

    assertEquals(key, given.getString("key"));
    assertEquals(given, again, "the same key is no change");
    long deadline = System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
    while (hook(key, "b").status() != 200) {
      assertTrue(System.nanoTime() < deadline, "the key is still refused");
      Thread.sleep(100);
    }
  }

  @Test
  void refusesDisabledIntegrationUntilItIsEnabled() {
    JsonObject made = made(admin.post("/api/v1/integrations", integration("prod")));
    String path = "/api/v1/integrations/" + made.getJsonObject("integration").getString("id");
    assertEquals(200, hook(made.getString("key"), "a").status());

    admin.patch(path + "?update_mask=disabled", new JsonObject().put("disabled", true));
    assertEquals(403, hook(made.getString("key"), "a").status());

    admin.patch(path + "?update_mask=disabled", new JsonObject().put("disabled", false));
    assertEquals(200, hook(made.getString("key"), "a").status());
  }

  @Test
  void refusesKeyOfDeletedIntegration() {
    JsonObject made = made(admin.post("/api/v1/integrations", integration("prod")));
    assertEquals(200, hook(made.getString("key"), "a").status());

    admin.delete("/api/v1/integrations/" + made.getJsonObject("integration").getString("id"));

    assertEquals(401, hook(made.getString("key"), "a").status());
  }

  @Test
  void showsKeyOnceAndMaskedAfterwards() {
    JsonObject made = made(admin.post("/api/v1/integrations", integration("prod")));

    String text = admin.get("/api/v1/integrations").body().encode();

    assertFalse(text.contains(made.getString("key")));
    assertTrue(text.contains(made.getString("key").substring(0, 8) + "…"), text);
  }

  @Test
  void namesKnownSourcesForUnknownOne() {
    Reply reply = admin.post("/api/v1/integrations", integration("x").put("source", "nagios"));

    assertEquals(400, reply.status());
    assertTrue(reply.body().encode().contains("alertmanager"));
  }

  @Test
  void refusesBrokenConditionWithItsPosition() {
    String policy = policy("ops", false);

    Reply reply =
        admin.post(
            "/api/v1/routes", route("r", "labels.team == \"db\" &&\n  severity = \"x\"", policy));

    assertEquals(400, reply.status());
    JsonObject violation = reply.body().getJsonArray("violations").getJsonObject(0);
    assertEquals("route.condition", violation.getString("field"));
    assertEquals(2, violation.getInteger("line"));
    assertTrue(violation.getInteger("column") > 1);
    assertEquals(0, routes().size());
  }

  @Test
  void refusesConditionThatIsNoYesOrNo() {
    Reply reply = admin.post("/api/v1/routes", route("r", "labels.team", policy("ops", false)));

    assertEquals(400, reply.status());
  }

  @Test
  void refusesRouteToUnknownPolicy() {
    Reply reply = admin.post("/api/v1/routes", route("r", "true", UUID.randomUUID().toString()));

    assertEquals(400, reply.status());
    assertTrue(reply.body().encode().contains("route.policy_id"));
  }

  @Test
  void putsNewRoutesAtTheEnd() {
    String policy = policy("ops", false);

    admin.post("/api/v1/routes", route("first", "", policy));
    admin.post("/api/v1/routes", route("second", "", policy));

    assertEquals(
        List.of("first", "second"),
        routes().stream().map(route -> ((JsonObject) route).getString("name")).toList());
    assertEquals(
        409, admin.post("/api/v1/routes", route("first", "", policy)).status(), "name is taken");
  }

  @Test
  void obeysChangedRouteAtOnce() {
    String key = made(admin.post("/api/v1/integrations", integration("p"))).getString("key");
    String day = policy("day", false);
    String night = policy("night", false);
    String route =
        made(admin.post("/api/v1/routes", route("r", "labels.alertname == 'Down'", day)))
            .getString("id");
    assertEquals(day, policyOf(hook(key, "a")));

    Reply changed =
        admin.patch(
            "/api/v1/routes/" + route + "?update_mask=policy_id",
            new JsonObject().put("policyId", night));

    assertEquals(200, changed.status(), changed.body().encode());
    assertEquals(night, policyOf(hook(key, "b")));
  }

  @Test
  void hasOneDefaultPolicy() {
    String first = policy("first", true);

    String second = policy("second", true);

    assertFalse(
        admin.get("/api/v1/escalation-policies/" + first).body().getBoolean("default", false));
    assertTrue(admin.get("/api/v1/escalation-policies/" + second).body().getBoolean("default"));
  }

  @Test
  void keepsPolicyThatIsNamed() {
    String policy = policy("ops", false);
    String standard = policy("standard", true);
    String route =
        made(admin.post("/api/v1/routes", route("to ops", "true", policy))).getString("id");

    Reply inUse = admin.delete("/api/v1/escalation-policies/" + policy);
    Reply isDefault = admin.delete("/api/v1/escalation-policies/" + standard);
    admin.delete("/api/v1/routes/" + route);
    Reply unused = admin.delete("/api/v1/escalation-policies/" + policy);

    assertEquals(409, inUse.status());
    assertTrue(inUse.body().getString("detail").contains("'to ops'"));
    assertEquals(409, isDefault.status());
    assertEquals(200, unused.status());
    assertEquals(404, admin.get("/api/v1/escalation-policies/" + policy).status());
  }

  @Test
  void hidesEverythingFromOtherTenants() {
    String policy = policy("ops", false);
    String route = made(admin.post("/api/v1/routes", route("r", "true", policy))).getString("id");
    String integration =
        made(admin.post("/api/v1/integrations", integration("p")))
            .getJsonObject("integration")
            .getString("id");

    Rest stranger = Rest.as(base, "owner", UUID.randomUUID());

    for (String path :
        List.of(
            "escalation-policies/" + policy, "routes/" + route, "integrations/" + integration)) {
      assertEquals(404, stranger.get("/api/v1/" + path).status(), path);
      assertEquals(404, stranger.delete("/api/v1/" + path).status(), path);
    }
    assertEquals(1, routes().size());
  }

  @Test
  void letsRolesDoWhatTheyMay() {
    String policy = policy("ops", false);
    for (String role : ROLES) {
      Rest caller = Rest.as(base, role, tenant);
      boolean manages = ROLES.indexOf(role) >= ROLES.indexOf("manager");
      boolean administers = ROLES.indexOf(role) >= ROLES.indexOf("admin");

      assertEquals(200, caller.get("/api/v1/routes").status(), role);
      assertEquals(200, caller.get("/api/v1/integrations").status(), role);
      assertEquals(200, caller.get("/api/v1/escalation-policies").status(), role);
      assertEquals(
          manages ? 200 : 403,
          caller.post("/api/v1/routes", route("of " + role, "true", policy)).status(),
          role);
      assertEquals(
          manages ? 200 : 403,
          caller.post("/api/v1/escalation-policies", policyOf("of " + role, false)).status(),
          role);
      assertEquals(
          administers ? 200 : 403,
          caller.post("/api/v1/integrations", integration("of " + role)).status(),
          role);
    }
  }

  @Test
  void listsPageByPage() {
    String policy = policy("ops", false);
    for (int i = 0; i < 5; i++) {
      admin.post("/api/v1/routes", route("r" + i, "true", policy));
    }

    JsonObject first = admin.get("/api/v1/routes?page_size=3").body();
    JsonObject second =
        admin
            .get("/api/v1/routes?page_size=3&page_token=" + first.getString("nextPageToken"))
            .body();

    assertEquals(3, first.getJsonArray("routes").size());
    assertEquals(2, second.getJsonArray("routes").size());
    assertEquals("r3", second.getJsonArray("routes").getJsonObject(0).getString("name"));
  }

  private JsonArray routes() {
    return admin.get("/api/v1/routes").body().getJsonArray("routes", new JsonArray());
  }

  private String policyOf(Reply hooked) {
    String id = hooked.body().getJsonArray("alerts").getJsonObject(0).getString("id");
    return admin.get("/api/v1/alerts/" + id).body().getString("policyId");
  }

  private Reply hook(String key, String fingerprint) {
    return new Rest(base, key)
        .post(
            "/api/v1/webhooks/alertmanager",
            new JsonObject(WebhookTest.firing(fingerprint, "2026-01-01T00:00:00Z")));
  }

  private String policy(String name, boolean standard) {
    return made(admin.post("/api/v1/escalation-policies", policyOf(name, standard)))
        .getString("id");
  }

  private static JsonObject policyOf(String name, boolean standard) {
    return new JsonObject()
        .put("name", name)
        .put("default", standard)
        .put(
            "steps",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("wait", "300s")
                        .put(
                            "targets",
                            new JsonArray()
                                .add(
                                    new JsonObject()
                                        .put("userId", UUID.randomUUID().toString())))));
  }

  private static JsonObject route(String name, String condition, String policy) {
    return new JsonObject().put("name", name).put("condition", condition).put("policyId", policy);
  }

  private static JsonObject integration(String name) {
    return new JsonObject().put("name", name).put("source", "alertmanager");
  }

  private static JsonObject made(Reply reply) {
    assertEquals(200, reply.status(), reply.body().encode());
    return reply.body();
  }
}
