package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who really was on call, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HistoryTest {

  @Test
  void listsTheLastTenShiftsThatAreOverAndGoesOnFromThere() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    // Hand-offs at the other end of the day from now, so that none falls into the test.
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    JsonObject layer = daily("all", 1, today.minusDays(30).toString(), ann.id(), bob.id());
    String handoff = Instant.now().atOffset(ZoneOffset.UTC).getHour() < 12 ? "18:00" : "06:00";
    layer.getJsonObject("rotation").put("handoffTime", handoff);
    String id = create(tenant, "Primary", "UTC", layer).expect(200).getString("id");
    String path = "/api/v1/rosters/" + id + "/oncall/history";

    JsonObject first = tenant.owner().get(path).expect(200);
    JsonObject second =
        tenant.owner().get(path + "?page_token=" + first.getString("nextPageToken")).expect(200);
    JsonObject whole =
        tenant.owner().get("/api/v1/schedules/" + id + "/history?page_size=100").expect(200);

    assertEquals(10, first.getJsonArray("shifts").size());
    assertEquals(10, second.getJsonArray("shifts").size());
    List<Object> both = new ArrayList<>(first.getJsonArray("shifts").getList());
    both.addAll(second.getJsonArray("shifts").getList());
    assertEquals(whole.getJsonArray("shifts").getList().subList(0, 20), both);
    int all = whole.getJsonArray("shifts").size();
    assertTrue(all == 29 || all == 30, () -> "thirty days have this many: " + all);
    assertEquals("", whole.getString("nextPageToken"));
    JsonObject last = first.getJsonArray("shifts").getJsonObject(0);
    assertFalse(Instant.parse(last.getString("endTime")).isAfter(Instant.now()));
    assertEquals(2, first.getJsonObject("userNames").size());
    assertEquals(
        404, tenant.owner().get("/api/v1/schedules/" + UUID.randomUUID() + "/history").status());
  }

  @Test
  void whatIsEditedNowWasAsItWas() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    JsonObject layer = daily("all", 1, "2020-01-01", ann.id());
    String id = create(tenant, "Primary", "UTC", layer).expect(200).getString("id");
    JsonArray other = JsonArray.of(daily("other", 1, "2020-01-01", bob.id()));
    tenant
        .owner()
        .patch("/api/v1/schedules/" + id, new JsonObject().put("layers", other))
        .expect(200);
    tenant.owner().delete("/api/v1/users/" + ann.id()).expect(200);

    JsonArray shifts =
        tenant
            .owner()
            .get("/api/v1/schedules/" + id + "/history?page_size=100")
            .expect(200)
            .getJsonArray("shifts");

    assertEquals(100, shifts.size());
    shifts.forEach(
        shift -> assertEquals(ann.id(), ((JsonObject) shift).getString("userId"), "history stays"));
    assertEquals("all", shifts.getJsonObject(99).getString("layer"));
  }
}
