package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class BatchChangesTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource("/")
  URI base;

  private static final String SNOOZE = "/api/v1/alerts/snooze";

  private TestTenant tenant;
  private UUID policy;

  @BeforeEach
  void begin() {
    Neighbours neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    UUID ada = neighbours.identity.person(tenant.id, "Ada");
    policy = tenant.policy(0, null, false, step(3600, user(ada)));
  }

  @Test
  void changeEachAlertForItself() {
    UUID first = fire();
    UUID second = fire();
    UUID unknown = UUID.randomUUID();

    Reply taken = batch("responder", "acknowledge", first, unknown, second, first);
    Reply over = batch("responder", "resolve", second, first);

    assertEquals(200, taken.status(), taken.body()::encode);
    assertEquals(
        List.of(
            "CHANGE_OUTCOME_CHANGED",
            "CHANGE_OUTCOME_UNSPECIFIED",
            "CHANGE_OUTCOME_CHANGED",
            "CHANGE_OUTCOME_ALREADY_DONE"),
        outcomes(taken));
    assertTrue(
        taken.body().getJsonArray("changes").getJsonObject(1).getString("error").contains("alert"),
        taken.body()::encode);
    assertEquals(List.of("CHANGE_OUTCOME_CHANGED", "CHANGE_OUTCOME_CHANGED"), outcomes(over));
  }

  @Test
  void putsEachAlertOffForItself() {
    UUID first = fire();
    UUID second = fire();
    UUID over = fire();
    batch("responder", "resolve", over);
    JsonObject wish =
        new JsonObject()
            .put("ids", new JsonArray().add(first.toString()).add(over.toString()).add(second + ""))
            .put("note", "Later");

    Reply put = Rest.as(base, "responder", tenant.id).post(SNOOZE, wish.put("duration", "3600s"));
    Reply tooLong =
        Rest.as(base, "responder", tenant.id).post(SNOOZE, wish.put("duration", "864000s"));
    wish.remove("duration");

    assertEquals(
        List.of(
            "CHANGE_OUTCOME_CHANGED", "CHANGE_OUTCOME_ALREADY_RESOLVED", "CHANGE_OUTCOME_CHANGED"),
        outcomes(put));
    assertTrue(
        Rest.as(base, "viewer", tenant.id)
            .get("/api/v1/alerts/" + second)
            .body()
            .containsKey("snoozeEndTime"));
    assertEquals(400, tooLong.status(), tooLong.body()::encode);
    assertTrue(tooLong.body().encode().contains("\"duration\""), tooLong.body()::encode);
    assertEquals(400, Rest.as(base, "responder", tenant.id).post(SNOOZE, wish).status());
  }

  @Test
  void takeARoleThatMayChangeAlertsAndAtLeastOneId() {
    assertEquals(403, batch("viewer", "acknowledge", fire()).status());
    assertEquals(400, batch("responder", "resolve").status());
  }

  private UUID fire() {
    return tenant.fire(policy, Duration.ofHours(1)).alert();
  }

  private Reply batch(String role, String verb, UUID... ids) {
    JsonArray list = new JsonArray();
    for (UUID id : ids) {
      list.add(id.toString());
    }
    return Rest.as(base, role, tenant.id)
        .post("/api/v1/alerts/" + verb, new JsonObject().put("ids", list));
  }

  private static List<String> outcomes(Reply reply) {
    return reply.body().getJsonArray("changes").stream()
        .map(change -> ((JsonObject) change).getString("outcome", "CHANGE_OUTCOME_UNSPECIFIED"))
        .toList();
  }
}
