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
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every source over HTTP, from the integration that the API has made. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SourcesHttpTest {

  @TestHTTPResource("/")
  URI base;

  private Rest admin;

  @BeforeEach
  void begin() {
    Neighbours.up();
    admin = Rest.as(base, "admin", UUID.randomUUID());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          grafana | {"alerts":[{"status":"firing","fingerprint":"f","labels":{"alertname":"A"}}]} | {"alerts":[{"status":"resolved","fingerprint":"f","labels":{"alertname":"A"}}]}
          signoz  | {"alerts":[{"status":"firing","fingerprint":"f","labels":{"alertname":"A"}}]} | {"alerts":[{"status":"resolved","fingerprint":"f","labels":{"alertname":"A"}}]}
          keep    | {"name":"A","status":"firing","fingerprint":"f"}                              | [{"name":"A","status":"resolved","fingerprint":"f"}]
          generic | {"title":"A","key":"f"}                                                       | {"title":"A","key":"f","state":"resolved"}
          """)
  void endsTheAlertThatItHasOpened(String source, String firing, String over) {
    Made made = integration(source, new JsonObject());

    JsonObject opened = send(made, "/api/v1/webhooks/" + source, firing, "").alert(0);
    JsonObject ended = send(made, "/api/webhooks/" + source, over, "").alert(0);

    assertEquals("opened", opened.getString("outcome"));
    assertEquals("resolved", ended.getString("outcome"));
    assertEquals(opened.getString("id"), ended.getString("id"));
    assertFalse(opened.getString("id").isEmpty());
  }

  @Test
  void saysWhatItHasIgnored() {
    Made made = integration("keep", new JsonObject());

    JsonObject answer =
        send(made, "/api/v1/webhooks/keep", "{\"name\":\"A\",\"status\":\"acknowledged\"}", "")
            .json();

    assertEquals(0, answer.getInteger("accepted"));
    assertEquals(1, answer.getInteger("ignored"));
    assertTrue(answer.getJsonArray("ignored_because").getString(0).contains("acknowledged"));
  }

  @Test
  void takesForms() {
    Made made = integration("generic", new JsonObject());
    String form = "application/x-www-form-urlencoded; charset=utf-8";
    String path = "/api/v1/webhooks/generic";

    var fields = send(made, path, "title=Gr%C3%B6%C3%9Fe+zu+klein&urgency=low&key=a&x=1&x=2", form);
    var payload =
        send(made, path, "payload=%7B%22title%22%3A%22B%22%2C%22key%22%3A%22a%22%7D", form);
    var json = send(made, path, "{\"title\":\"C\",\"key\":\"a\"}", form);

    assertEquals("opened", fields.outcome());
    assertEquals("deduplicated", payload.outcome());
    assertEquals("deduplicated", json.outcome());
    assertEquals(400, post(made, path, "title=%zz", form).status());
    assertEquals(400, post(made, path, "a=b", form).status());
  }

  @Test
  void readsThroughMappingFromItsCommitOn() {
    Made made =
        integration(
            "generic",
            new JsonObject()
                .put("title", "payload.what")
                .put("key", "payload.id")
                .put("state", "payload.bad")
                .put("labels", new JsonObject().put("host", "payload.where")));
    String path = "/api/v1/webhooks/generic";

    JsonObject first =
        send(made, path, "{\"what\":\"A\",\"id\":7,\"bad\":true,\"where\":\"db1\"}", "").alert(0);
    assertTrue(first.getString("fingerprint").endsWith(":7"));

    admin.patch(
        "/api/v1/integrations/" + made.id() + "?update_mask=mapping",
        new JsonObject()
            .put(
                "mapping",
                new JsonObject().put("title", "payload.what").put("key", "payload.other")));
    JsonObject second = send(made, path, "{\"what\":\"A\",\"id\":7,\"other\":\"8\"}", "").alert(0);
    assertTrue(second.getString("fingerprint").endsWith(":8"));

    JsonObject shown = admin.get("/api/v1/integrations/" + made.id()).body();
    assertEquals("payload.other", shown.getJsonObject("mapping").getString("key"));

    admin.patch("/api/v1/integrations/" + made.id() + "?update_mask=mapping", new JsonObject());
    assertEquals(400, post(made, path, "{\"what\":\"A\",\"id\":7}", "").status());
  }

  @Test
  void refusesMappingWithMistakes() {
    var refused =
        admin.post(
            "/api/v1/integrations",
            new JsonObject()
                .put("name", "x")
                .put("source", "generic")
                .put("mapping", new JsonObject().put("title", "payload.a +\n  oops()")));

    assertEquals(400, refused.status());
    JsonObject violation = refused.body().getJsonArray("violations").getJsonObject(0);
    assertEquals("integration.mapping.title", violation.getString("field"));
    assertEquals(2, violation.getInteger("line"));
    assertEquals(
        400,
        admin
            .post(
                "/api/v1/integrations",
                new JsonObject()
                    .put("name", "x")
                    .put("source", "keep")
                    .put("mapping", new JsonObject().put("title", "'x'")))
            .status());
  }

  @Test
  void triesMappingOnPastedSample() {
    JsonObject mapping =
        new JsonObject()
            .put("alerts", "payload.items")
            .put("title", "alert.name")
            .put("severity", "payload.level + 1")
            .put("key", "alert.id");
    JsonObject sample =
        new JsonObject()
            .put("mapping", mapping)
            .put("payload", "{\"level\":\"a\",\"items\":[{\"name\":\"n\",\"id\":1}]}");

    JsonObject tried = admin.post("/api/v1/integrations/test-mapping", sample).body();

    JsonObject alert = tried.getJsonArray("alerts").getJsonObject(0);
    assertEquals("n", alert.getString("title"));
    assertEquals("1", alert.getString("key"));
    assertTrue(alert.getBoolean("firing"));
    JsonObject problem = tried.getJsonArray("problems").getJsonObject(0);
    assertEquals("mapping.severity", problem.getString("field"));
    assertEquals(1, problem.getInteger("line"));
    assertEquals(15, problem.getInteger("column"));

    var broken = admin.post("/api/v1/integrations/test-mapping", sample.put("payload", "{\n oops"));
    assertEquals(400, broken.status());
    JsonObject violation = broken.body().getJsonArray("violations").getJsonObject(0);
    assertEquals("payload", violation.getString("field"));
    assertEquals(2, violation.getInteger("line"));

    mapping.put("key", "alert.");
    var mistaken = admin.post("/api/v1/integrations/test-mapping", sample.put("payload", "{}"));
    assertEquals(
        "mapping.key",
        mistaken.body().getJsonArray("violations").getJsonObject(0).getString("field"));
  }

  private record Made(String id, String key) {}

  private Made integration(String source, JsonObject mapping) {
    JsonObject asked = new JsonObject().put("name", source).put("source", source);
    if (!mapping.isEmpty()) {
      asked.put("mapping", mapping);
    }
    Rest.Reply reply = admin.post("/api/v1/integrations", asked);
    assertEquals(200, reply.status(), reply.body().encode());
    return new Made(
        reply.body().getJsonObject("integration").getString("id"), reply.body().getString("key"));
  }

  private Webhook.Reply send(Made made, String path, String body, String type) {
    Webhook.Reply reply = post(made, path, body, type);
    assertEquals(200, reply.status(), reply.text());
    return reply;
  }

  private Webhook.Reply post(Made made, String path, String body, String type) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Webhook hook = new Webhook(base, made.key());
    return type.isEmpty() ? hook.post(path, bytes) : hook.post(path, bytes, "Content-Type", type);
  }
}
