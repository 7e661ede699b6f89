package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class WebhookTest {

  @TestHTTPResource("/")
  URI base;

  private final HttpClient http = HttpClient.newHttpClient();
  private Tenants.Tenant tenant;

  @BeforeEach
  void makesTenant() {
    Neighbours.up();
    tenant = Tenants.create();
  }

  @Test
  void opensAlertWithGroupAndFirstStep() {
    UUID policy = tenant.policy("ops", 0, true);

    JsonObject alert = only(post(firing("fp1", "2026-01-01T00:00:00Z")));

    assertEquals("opened", alert.getString("outcome"));
    assertEquals("open", alert.getString("state"));
    assertEquals(
        "fp1",
        tenant.one(
            "SELECT fingerprint FROM alerting.alert WHERE id = ?",
            UUID.fromString(alert.getString("id"))));
    assertEquals(
        policy.toString(),
        tenant.one(
            "SELECT policy_id FROM alerting.escalation_step WHERE group_id = ?",
            UUID.fromString(alert.getString("group_id"))));
  }

  @Test
  void countsRepeatedFiring() {
    String first = only(post(firing("fp1", "2026-01-01T00:00:00Z"))).getString("id");

    JsonObject again = only(post(firing("fp1", "2026-01-01T00:00:00Z")));

    assertEquals("deduplicated", again.getString("outcome"));
    assertEquals(first, again.getString("id"));
    assertEquals(
        "2",
        tenant.one(
            "SELECT occurrence_count FROM alerting.alert WHERE id = ?", UUID.fromString(first)));
  }

  @Test
  void resolvesAlertAndItsGroupAndCancelsSteps() {
    tenant.policy("ops", 600, true);
    JsonObject opened = only(post(firing("fp1", "2026-01-01T00:00:00Z")));
    UUID group = UUID.fromString(opened.getString("group_id"));

    JsonObject resolved = only(post(resolved("fp1", "2026-01-01T00:00:00Z")));

    assertEquals("resolved", resolved.getString("outcome"));
    assertEquals(
        "resolved", tenant.one("SELECT state FROM alerting.alert_group WHERE id = ?", group));
    assertEquals(
        "cancelled",
        tenant.one("SELECT state FROM alerting.escalation_step WHERE group_id = ?", group));
    assertEquals("2", tenant.one("SELECT count(*) FROM alerting.outbox WHERE group_id = ?", group));
  }

  private JsonObject only(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    JsonObject answer = new JsonObject(response.body());
    assertEquals(1, answer.getInteger("accepted"));
    assertTrue(answer.getJsonArray("alerts").size() == 1);
    return answer.getJsonArray("alerts").getJsonObject(0);
  }

  private HttpResponse<String> post(String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(base.resolve("/api/v1/webhooks/alertmanager"))
              .header("X-API-Key", tenant.key())
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String firing(String fingerprint, String startsAt) {
    return payload("firing", fingerprint, startsAt, "0001-01-01T00:00:00Z");
  }

  static String resolved(String fingerprint, String startsAt) {
    return payload("resolved", fingerprint, startsAt, "2026-01-01T01:00:00Z");
  }

  private static String payload(String status, String fingerprint, String startsAt, String endsAt) {
    return """
    {"version":"4","status":"%1$s","alerts":[{"status":"%1$s","labels":{"alertname":"Down","severity":"critical",
    "instance":"%2$s"},"annotations":{"summary":"It is down"},"startsAt":"%3$s","endsAt":"%4$s",
    "generatorURL":"http://prometheus/graph","fingerprint":"%2$s"}]}\
    """
        .formatted(status, fingerprint, startsAt, endsAt);
  }
}
