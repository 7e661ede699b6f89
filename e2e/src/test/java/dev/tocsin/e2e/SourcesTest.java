package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A payload of every source pages somebody, and its end ends the alert. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesTest {
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess shared) {
    tenant = Tenants.make(shared, "sources");
  }

  @Test
  void pagesForGrafana() {
    pages(
        "grafana",
        "/api/v1/webhooks/grafana",
        Map.of(),
        mark -> grouped(mark, "firing"),
        mark -> grouped(mark, "resolved"));
  }

  @Test
  void pagesForSignoz() {
    pages(
        "signoz",
        "/api/webhooks/signoz",
        Map.of(),
        mark -> grouped(mark, "firing"),
        mark -> grouped(mark, "resolved"));
  }

  @Test
  void pagesForKeep() {
    pages(
        "keep",
        "/api/v1/webhooks/keep",
        Map.of(),
        mark -> keep(mark, "firing"),
        mark -> List.of(keep(mark, "resolved")));
  }

  @Test
  void pagesForGeneric() {
    pages(
        "generic",
        "/api/v1/webhooks/generic",
        Map.of(),
        mark -> Map.of("title", "Backup " + mark, "severity", "critical", "key", "b1"),
        mark -> Map.of("title", "Backup " + mark, "state", "ok", "key", "b1"));
  }

  @Test
  void pagesForAnythingWithMapping() {
    Map<String, Object> mapping =
        Map.of(
            "title", "payload.check_name",
            "key", "payload.check_id",
            "state", "payload.current_state",
            "severity", "payload.importance_level == 'HIGH' ? 'critical' : 'info'");
    pages(
        "generic",
        "/api/v1/webhooks/generic",
        mapping,
        mark -> check(mark, "DOWN"),
        mark -> check(mark, "UP"));
  }

  @Test
  void keepsRefusedPayloadUntilItsMappingIsMendedAndReplaysIt() {
    var timeline = Timeline.in(tenant);
    Made made = integration("generic", Map.of("alerts", "payload.items", "title", "alert.t"));
    Rest hook = tenant.system().nobody().as(made.key());
    String path = "/api/v1/integrations/" + made.id();
    Map<String, Object> payload =
        Map.of("list", List.of(Map.of("t", "Mended " + timeline.mark(), "p", "p1")));

    hook.post("/api/v1/webhooks/generic", payload).is(400);
    JsonNode kept =
        Wait.until(
                () ->
                    Optional.of(tenant.owner().get(path + "/payloads?refusedOnly=true").ok().json())
                        .filter(list -> !list.path("payloads").isEmpty()),
                () -> "the refused payload is not listed")
            .path("payloads")
            .get(0);
    assertEquals(400, kept.path("status").asInt());
    assertTrue(kept.path("reason").asText().contains("mapping.alerts"), kept.toString());
    tenant
        .owner()
        .patch(
            path + "?updateMask=mapping",
            Map.of(
                "mapping",
                Map.of("alerts", "payload.list", "title", "alert.t", "severity", "alert.p")))
        .ok();

    JsonNode answer =
        tenant
            .owner()
            .post(path + "/payloads/" + kept.path("id").asText() + "/replay", Map.of())
            .ok()
            .json();

    assertEquals("opened", answer.path("alerts").get(0).path("outcome").asText());
    timeline.expectPage("slack", "Ada");
  }

  @Test
  void holdsIntegrationToItsRate() {
    Made made = integration("generic", Map.of());
    tenant
        .owner()
        .patch(
            "/api/v1/integrations/" + made.id() + "?updateMask=rate",
            Map.of("rate", Map.of("perSecond", 0.001, "burst", 2)))
        .ok();
    Rest hook = tenant.system().nobody().as(made.key());
    Map<String, Object> ok = Map.of("title", "x", "state", "ok", "key", "none");

    hook.post("/api/v1/webhooks/generic", ok).ok();
    hook.post("/api/v1/webhooks/generic", ok).ok();
    var refused = hook.post("/api/v1/webhooks/generic", ok).is(429);

    assertTrue(refused.json().path("detail").asText().contains("requests a second"));
    tenant.webhook(Map.of("version", "4", "alerts", List.of())).ok();
  }

  @Test
  void takesForm() {
    Made made = integration("generic", Map.of());
    var timeline = Timeline.in(tenant);

    tenant
        .system()
        .nobody()
        .as(made.key())
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send(
            "POST",
            "/api/v1/webhooks/generic",
            BodyPublishers.ofString("title=Form+" + timeline.mark() + "&urgency=critical"))
        .ok();

    timeline.expectPage("slack", "Ada");
  }

  private interface Payload {
    Object of(String mark);
  }

  private record Made(String id, String key) {}

  private void pages(
      String source, String path, Map<String, Object> mapping, Payload firing, Payload over) {
    var timeline = Timeline.in(tenant);
    Made made = integration(source, mapping);
    Rest hook = tenant.system().nobody().as(made.key());

    JsonNode opened = hook.post(path, firing.of(timeline.mark())).ok().json().path("alerts").get(0);

    assertEquals("opened", opened.path("outcome").asText());
    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    JsonNode ended = hook.post(path, over.of(timeline.mark())).ok().json().path("alerts").get(0);
    assertEquals("resolved", ended.path("outcome").asText());
    assertEquals(opened.path("id").asText(), ended.path("id").asText());
    JsonNode alert = tenant.owner().get("/api/v1/alerts/" + opened.path("id").asText()).ok().json();
    assertTrue(alert.toString().contains("RESOLVED"), alert.toString());
  }

  private Made integration(String source, Map<String, Object> mapping) {
    var asked = new HashMap<String, Object>();
    asked.put("name", source + " " + System.nanoTime());
    asked.put("source", source);
    if (!mapping.isEmpty()) {
      asked.put("mapping", mapping);
    }
    JsonNode made = tenant.owner().post("/api/v1/integrations", asked).ok().json();
    return new Made(made.path("integration").path("id").asText(), made.path("key").asText());
  }

  private static Object grouped(String mark, String status) {
    return Map.of(
        "status",
        status,
        "externalURL",
        "https://mon.example/",
        "alerts",
        List.of(
            Map.of(
                "status",
                status,
                "fingerprint",
                mark,
                "labels",
                Map.of("alertname", "Queue " + mark, "severity", "critical"),
                "annotations",
                Map.of("summary", "It is long"),
                "generatorURL",
                "?orgId=1")));
  }

  private static Map<String, Object> keep(String mark, String status) {
    return Map.of(
        "name",
        "Checkout " + mark,
        "status",
        status,
        "severity",
        "critical",
        "fingerprint",
        "keep-" + mark,
        "source",
        List.of("prometheus"));
  }

  private static Object check(String mark, String state) {
    return Map.of(
        "check_name",
        "Site " + mark,
        "check_id",
        803318,
        "current_state",
        state,
        "importance_level",
        "HIGH");
  }
}
