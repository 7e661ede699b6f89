package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last payloads of an integration, and how often it may send (FAULTS 14). */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class PayloadsTest {

  private static final String PATH = "/api/v1/webhooks/generic";

  @TestHTTPResource("/")
  URI base;

  private UUID tenant;
  private Rest admin;
  private String id;
  private Webhook hook;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = UUID.randomUUID();
    admin = Rest.as(base, "admin", tenant);
    JsonObject made = integration("first");
    id = made.getJsonObject("integration").getString("id");
    hook = new Webhook(base, made.getString("key"));
  }

  @Test
  void keepsWhatWasTakenInAndWhatWasRefusedWithTheReason() {
    assertEquals(200, send("{\"title\":\"fine\"}").status());
    assertEquals(400, send("{\"foo\":1}").status());
    assertEquals(400, send("{oops").status());

    JsonArray kept = awaitPayloads("", list -> list.size() == 3);

    JsonObject broken = kept.getJsonObject(0);
    assertFalse(broken.getBoolean("accepted", false));
    assertEquals(400, broken.getInteger("status"));
    assertTrue(broken.getString("reason").contains("not JSON"), broken.encode());
    assertTrue(kept.getJsonObject(1).getString("reason").contains("title"));
    assertTrue(kept.getJsonObject(2).getBoolean("accepted"));
    JsonObject one =
        admin.get("/api/v1/integrations/" + id + "/payloads/" + broken.getString("id")).body();
    assertEquals("{oops", one.getString("content"));
    assertEquals(2, payloads("?refused_only=true").size());
  }

  @Test
  void tellsTheAlertsThatItOpenedCountedForAndEnded() {
    Webhook.Reply opened = send("{\"title\":\"linked\",\"key\":\"k\"}");
    String alert = opened.json().getJsonArray("alerts").getJsonObject(0).getString("id");
    awaitPayloads("?alert_id=" + alert, list -> list.size() == 1);
    send("{\"title\":\"other\"}");
    send("{\"title\":\"linked\",\"key\":\"k\"}");
    send("{\"title\":\"linked\",\"key\":\"k\",\"state\":\"resolved\"}");
    send("{oops");

    JsonArray linked = awaitPayloads("?alert_id=" + alert, list -> list.size() == 3);

    assertTrue(linked.getJsonObject(0).getBoolean("accepted"));
    for (int i = 0; i < linked.size(); i++) {
      JsonObject one =
          admin
              .get(
                  "/api/v1/integrations/"
                      + id
                      + "/payloads/"
                      + linked.getJsonObject(i).getString("id"))
              .body();
      assertEquals(new JsonArray().add(alert), one.getJsonArray("alertIds"));
      assertTrue(one.getString("content").contains("linked"));
    }
    JsonArray all = awaitPayloads("", list -> list.size() == 5);
    assertEquals(new JsonArray(), all.getJsonObject(0).getJsonArray("alertIds"));
    assertEquals(0, payloads("?alert_id=" + UUID.randomUUID()).size());
    assertEquals(400, admin.get("/api/v1/integrations/" + id + "/payloads?alert_id=x").status());
  }

  @Test
  void keepsNoMoreOfEachKindThanItSays() {
    send("{\"foo\":1}");
    awaitPayloads("?refused_only=true", list -> list.size() == 1);
    // Five of a kind are noted between two writes, so this takes several of them.
    JsonArray full = sendUntil(list -> list.size() == 21);
    String oldest = full.getJsonObject(19).getString("id");

    sendUntil(list -> !list.encode().contains(oldest));

    assertEquals(1, payloads("?refused_only=true").size());
  }

  @Test
  void keepsTheBeginningOfLongPayloadAndDoesNotReplayIt() {
    String large = new JsonObject().put("title", "x").put("fill", "y".repeat(100_000)).encode();
    assertEquals(200, send(large).status());
    JsonObject kept = awaitPayloads("", list -> list.size() == 1).getJsonObject(0);

    assertEquals(large.length(), kept.getInteger("size"));
    assertFalse(kept.getBoolean("complete", false));
    String path = "/api/v1/integrations/" + id + "/payloads/" + kept.getString("id");
    assertEquals(65_536, admin.get(path).body().getString("content").length());
    Rest.Reply refused = admin.post(path + "/replay", new JsonObject());
    assertEquals(409, refused.status());
    assertTrue(refused.body().getString("detail").contains("65536 of the payload's"));
  }

  @Test
  void replaysRefusedPayloadByTheMappingOfNow() {
    assertEquals(400, send("{\"what\":\"late\",\"id\":7}").status());
    JsonObject kept = awaitPayloads("", list -> list.size() == 1).getJsonObject(0);
    String path = "/api/v1/integrations/" + id + "/payloads/" + kept.getString("id");
    assertEquals(400, admin.post(path + "/replay", new JsonObject()).status());
    admin.patch(
        "/api/v1/integrations/" + id + "?update_mask=mapping",
        new JsonObject()
            .put(
                "mapping", new JsonObject().put("title", "payload.what").put("key", "payload.id")));

    JsonObject answer = admin.post(path + "/replay", new JsonObject()).body();

    JsonObject alert = answer.getJsonArray("alerts").getJsonObject(0);
    assertEquals("opened", alert.getString("outcome"));
    assertTrue(alert.getString("fingerprint").endsWith(":7"));
    assertEquals(
        "late", admin.get("/api/v1/alerts/" + alert.getString("id")).body().getString("title"));
  }

  @Test
  void showsPayloadsToItsTenantAloneAndForgetsThemWithTheIntegration() {
    send("{\"title\":\"fine\"}");
    JsonObject kept = awaitPayloads("", list -> list.size() == 1).getJsonObject(0);
    Rest other = Rest.as(base, "admin", UUID.randomUUID());
    String path = "/api/v1/integrations/" + id + "/payloads";

    assertEquals(404, other.get(path).status());
    assertEquals(404, other.get(path + "/" + kept.getString("id")).status());
    assertEquals(
        404, other.post(path + "/" + kept.getString("id") + "/replay", new JsonObject()).status());
    admin.delete("/api/v1/integrations/" + id);
    assertEquals(404, admin.get(path + "/" + kept.getString("id")).status());
  }

  @Test
  void holdsLoudIntegrationBackAndNoOther() {
    Webhook other = new Webhook(base, integration("second").getString("key"));
    admin.patch(
        "/api/v1/integrations/" + id + "?update_mask=rate",
        new JsonObject().put("rate", new JsonObject().put("per_second", 0.01).put("burst", 3)));

    for (int i = 0; i < 3; i++) {
      assertEquals(200, send("{\"title\":\"x\"}").status());
    }
    Webhook.Reply refused = send("{\"title\":\"x\"}");

    assertEquals(429, refused.status());
    int wait = Integer.parseInt(refused.headers().get("retry-after").getFirst());
    assertTrue(wait >= 1 && wait <= 101, "Retry-After: " + wait);
    String detail = refused.json().getString("detail");
    assertTrue(detail.contains("'first' sends more than 0.01 requests a second"), detail);
    for (int i = 0; i < 50; i++) {
      assertEquals(200, other.post(PATH, bytes("{\"title\":\"x\"}")).status());
    }
    JsonArray kept = awaitPayloads("?refused_only=true", list -> list.size() == 1);
    assertEquals(429, kept.getJsonObject(0).getInteger("status"));
  }

  private JsonObject integration(String name) {
    Rest.Reply made =
        admin.post(
            "/api/v1/integrations", new JsonObject().put("name", name).put("source", "generic"));
    assertEquals(200, made.status(), made.body().encode());
    return made.body();
  }

  private Webhook.Reply send(String body) {
    return hook.post(PATH, bytes(body));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private JsonArray sendUntil(Predicate<JsonArray> enough) {
    return awaitPayloads(
        "",
        list -> {
          assertTrue(list.size() <= 21, "kept: " + list.size());
          send("{\"title\":\"fine\",\"key\":\"k\"}");
          return enough.test(list);
        });
  }

  private JsonArray payloads(String query) {
    Rest.Reply reply = admin.get("/api/v1/integrations/" + id + "/payloads" + query);
    assertEquals(200, reply.status(), reply.body().encode());
    return reply.body().getJsonArray("payloads", new JsonArray());
  }

  private JsonArray awaitPayloads(String query, Predicate<JsonArray> enough) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    JsonArray list = payloads(query);
    while (!enough.test(list)) {
      assertTrue(System.nanoTime() < deadline, list.encode());
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      list = payloads(query);
    }
    return list;
  }
}
