package dev.tocsin.alerting.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a person sees around an alert: those that may have to do with it, and how many there are.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class RelatedAlertsTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource("/")
  URI base;

  private TestTenant tenant;
  private Rest responder;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = new TestTenant(database);
    responder = Rest.as(base, "responder", tenant.id);
  }

  @Test
  void areThoseOfItsGroupThenThoseThatShareMostLabelsEachWithItsReason() {
    JsonObject early = open("critical", Map.of("service", "till", "site", "Bern", "tier", "1"));
    clock.advance(Duration.ofHours(25));
    JsonObject before = open("critical", Map.of("service", "till", "site", "Bern", "tier", "2"));
    JsonObject self = open("critical", Map.of("service", "till", "site", "Bern", "tier", "1"));
    JsonObject same = open("critical", Map.of("service", "till", "site", "Bern", "tier", "1"));
    open("critical", Map.of("service", "till", "site", "Basel", "tier", "3"));
    UUID inGroup = tenant.join(UUID.fromString(self.getString("groupId")), null, "Disk full");
    new TestTenant(database).fire(null, Duration.ZERO);

    JsonObject related = related(self, "");

    assertEquals(List.of(inGroup.toString(), id(same), id(before)), ids(related), related::encode);
    assertEquals(
        List.of("related.group", "related.labels", "related.labels"),
        related.getJsonArray("alerts").stream()
            .map(each -> ((JsonObject) each).getJsonObject("reason").getString("code"))
            .toList());
    assertEquals(
        "Shares 2 of 3 labels: service=till, site=Bern",
        related
            .getJsonArray("alerts")
            .getJsonObject(2)
            .getJsonObject("reason")
            .getString("summary"));
    assertEquals(List.of(inGroup.toString(), id(same)), ids(related(self, "?pageSize=2")));
    assertEquals(List.of(), ids(related(early, "")));
    assertEquals(
        404,
        Rest.as(base, "owner", new TestTenant(database).id)
            .get("/api/v1/alerts/" + id(self) + "/related")
            .status());
  }

  @Test
  void areCountedByStateAndSeverityUntilTheyAreResolved() {
    JsonObject taken = open("minor", Map.of("n", "1"));
    JsonObject over = open("critical", Map.of("n", "2"));
    open("critical", Map.of("n", "3"));
    open("critical", Map.of("n", "4"));
    open("minor", Map.of("n", "5"));
    new TestTenant(database).fire(null, Duration.ZERO);
    responder.patch("/api/v1/alerts/" + id(taken) + "/acknowledge", new JsonObject());
    responder.patch("/api/v1/alerts/" + id(over) + "/resolve", new JsonObject());

    Reply reply = Rest.as(base, "viewer", tenant.id).get("/api/v1/alerts/summary");

    assertEquals(200, reply.status(), reply.body()::encode);
    assertEquals("3", reply.body().getString("openCount"));
    assertEquals("1", reply.body().getString("acknowledgedCount"));
    JsonArray received = reply.body().getJsonArray("received");
    assertEquals(24, received.size());
    assertEquals(
        5,
        received.stream()
            .mapToInt(hour -> Integer.parseInt(((JsonObject) hour).getString("count")))
            .sum(),
        received::encode);
    assertEquals(
        List.of(
            "SEVERITY_CRITICAL ALERT_STATE_OPEN 2",
            "SEVERITY_MINOR ALERT_STATE_OPEN 1",
            "SEVERITY_MINOR ALERT_STATE_ACKNOWLEDGED 1"),
        reply.body().getJsonArray("counts").stream()
            .map(JsonObject.class::cast)
            .map(
                count ->
                    count.getString("severity")
                        + " "
                        + count.getString("state")
                        + " "
                        + count.getString("count"))
            .toList());
  }

  private JsonObject open(String severity, Map<String, String> labels) {
    JsonObject alert = new JsonObject().put("title", "Down").put("severity", severity);
    JsonObject named = new JsonObject();
    labels.forEach(named::put);
    Reply opened = responder.post("/api/v1/alerts", alert.put("labels", named));
    assertEquals(200, opened.status(), opened.body()::encode);
    return opened.body();
  }

  private JsonObject related(JsonObject alert, String query) {
    Reply related = responder.get("/api/v1/alerts/" + id(alert) + "/related" + query);
    assertEquals(200, related.status(), related.body()::encode);
    assertTrue(related.body().containsKey("alerts"), related.body()::encode);
    return related.body();
  }

  private static String id(JsonObject alert) {
    return alert.getString("id");
  }

  private static List<String> ids(JsonObject related) {
    return related.getJsonArray("alerts", new JsonArray()).stream()
        .map(each -> id(((JsonObject) each).getJsonObject("alert")))
        .toList();
  }
}
