package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static dev.tocsin.identity.schedule.ScheduleTest.override;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is on call everywhere, and the turns of one person, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OnCallNowTest {

  private static final String AT = "?at=2030-05-05T12:00:00Z";

  @Test
  void saysForEveryScheduleWhoIsOnCallUntilWhenAndWhoFollows() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    made(tenant, "Alpha", daily("all", 1, "2030-05-04", ann.id(), bob.id()));
    made(tenant, "Beta", daily("later", 1, "2030-05-06", bob.id()));
    made(tenant, "Gamma");

    JsonObject answer = ann.api().get("/api/v1/oncall" + AT).expect(200);

    JsonArray schedules = answer.getJsonArray("schedules");
    assertEquals(List.of("Alpha", "Beta", "Gamma"), names(answer));
    JsonObject alpha = schedules.getJsonObject(0);
    assertEquals(bob.id(), first(alpha, "onCall").getString("userId"));
    assertEquals("2030-05-05T09:00:00Z", first(alpha, "onCall").getString("startTime"));
    assertEquals("2030-05-06T09:00:00Z", first(alpha, "onCall").getString("endTime"));
    assertEquals(ann.id(), first(alpha, "next").getString("userId"));
    JsonObject beta = schedules.getJsonObject(1);
    assertTrue(beta.getJsonArray("onCall").isEmpty());
    assertEquals("2030-05-06T09:00:00Z", beta.getString("gapEndTime"));
    assertEquals(bob.id(), first(beta, "next").getString("userId"));
    JsonObject gamma = schedules.getJsonObject(2);
    assertTrue(gamma.getJsonArray("onCall").isEmpty());
    assertFalse(gamma.containsKey("gapEndTime"));
    assertEquals("bob", answer.getJsonObject("userNames").getString(bob.id()));
  }

  @Test
  void saysWhatEachScheduleSaysAloneWhateverOverridesLieAround() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    TestUser gone = tenant.user("gone", "responder");
    String held = made(tenant, "Held", daily("all", 1, "2030-05-01", ann.id()));
    // In force, from before the turn until after it; a younger one ended just before the turn.
    override(ann.api(), held, bob.id(), "2030-05-04T12:00:00Z", "2030-05-07T12:00:00Z").expect(200);
    override(ann.api(), held, ann.id(), "2030-05-04T22:00:00Z", "2030-05-05T06:00:00Z").expect(200);
    override(ann.api(), held, ann.id(), "2030-05-06T22:00:00Z", "2030-05-07T06:00:00Z").expect(200);
    String cut = made(tenant, "Cut", daily("all", 1, "2030-05-01", ann.id()));
    override(ann.api(), cut, bob.id(), "2030-05-05T14:00:00Z", "2030-05-05T15:00:00Z").expect(200);
    override(ann.api(), cut, gone.id(), "2030-05-05T11:00:00Z", "2030-05-05T13:00:00Z").expect(200);
    String bare = made(tenant, "Bare");
    override(ann.api(), bare, bob.id(), "2030-05-02T00:00:00Z", "2030-05-03T00:00:00Z").expect(200);
    override(ann.api(), bare, bob.id(), "2030-06-02T00:00:00Z", "2030-06-03T00:00:00Z").expect(200);
    tenant.owner().delete("/api/v1/users/" + gone.id()).expect(200);

    JsonArray schedules =
        tenant.owner().get("/api/v1/oncall" + AT).expect(200).getJsonArray("schedules");

    for (Object each : schedules) {
      JsonObject schedule = (JsonObject) each;
      JsonObject alone =
          tenant
              .owner()
              .get("/api/v1/schedules/" + schedule.getString("scheduleId") + "/oncall" + AT)
              .expect(200);
      assertEquals(alone.getJsonArray("onCall"), schedule.getJsonArray("onCall"), schedule::encode);
      assertEquals(alone.getJsonArray("next"), schedule.getJsonArray("next"), schedule::encode);
      assertEquals(drawn(tenant, schedule), alone.getJsonArray("onCall"), schedule::encode);
    }
    JsonObject first = first(schedules.getJsonObject(2), "onCall");
    assertEquals("2030-05-05T06:00:00Z", first.getString("startTime"));
    assertEquals("2030-05-06T22:00:00Z", first.getString("endTime"));
    assertEquals("2030-06-02T00:00:00Z", schedules.getJsonObject(0).getString("gapEndTime"));
  }

  @Test
  void listsSchedulesPageByPage() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("A", "B", "C")) {
      made(tenant, name);
    }

    JsonObject first = tenant.owner().get("/api/v1/oncall?page_size=2").expect(200);
    JsonObject second =
        tenant
            .owner()
            .get("/api/v1/oncall?page_size=2&page_token=" + first.getString("nextPageToken"))
            .expect(200);

    assertEquals(List.of("A", "B"), names(first));
    assertEquals(List.of("C"), names(second));
    assertEquals("", second.getString("nextPageToken"));
  }

  @Test
  void listsTheTurnsOfAPersonOnAllSchedules() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    made(tenant, "Alpha", daily("all", 1, "2030-05-04", ann.id(), bob.id()));
    String beta = made(tenant, "Beta", daily("all", 1, "2030-05-04", bob.id()));
    override(bob.api(), beta, ann.id(), "2030-05-05T20:00:00Z", "2030-05-05T22:00:00Z").expect(200);
    made(tenant, "Others", daily("all", 1, "2030-05-04", bob.id()));
    String range = "?start_time=2030-05-04T12:00:00Z&end_time=2030-05-07T00:00:00Z";

    JsonObject answer = bob.api().get("/api/v1/users/" + ann.id() + "/shifts" + range).expect(200);

    assertEquals(
        List.of(
            "Alpha 2030-05-04T09:00:00Z 2030-05-05T09:00:00Z",
            "Beta 2030-05-05T20:00:00Z 2030-05-05T22:00:00Z",
            "Alpha 2030-05-06T09:00:00Z 2030-05-07T09:00:00Z"),
        turns(answer));
    assertEquals(answer, ann.api().get("/api/v1/users/me/shifts" + range).expect(200));
    JsonObject cut = ann.api().get("/api/v1/users/me/shifts" + range + "&limit=2").expect(200);
    assertEquals(turns(answer).subList(0, 2), turns(cut));
    assertTrue(cut.getBoolean("more"));
    assertFalse(answer.getBoolean("more"));
  }

  @Test
  void withoutATimeTheNextThreeMonthsAreMeant() {
    TestTenant tenant = TestTenant.create();
    made(tenant, "Alpha", daily("all", 1, "2026-01-01", tenant.ownerId()));

    JsonObject mine = tenant.owner().get("/api/v1/users/me/shifts?limit=500").expect(200);

    assertEquals(91, mine.getJsonArray("shifts").size(), 1);
  }

  @Test
  void meIsAPerson() {
    TestTenant tenant = TestTenant.create();

    assertEquals(400, tenant.key("viewer").api().get("/api/v1/users/me/shifts").status());
    assertEquals(400, tenant.owner().get("/api/v1/users/you/shifts").status());
    assertEquals(
        404, tenant.owner().get("/api/v1/users/" + UUID.randomUUID() + "/shifts").status());
  }

  private static String made(TestTenant tenant, String name, JsonObject... layers) {
    return create(tenant, name, "UTC", layers).expect(200).getString("id");
  }

  /** The shift of the calendar, which reads every override of three months. */
  private static JsonArray drawn(TestTenant tenant, JsonObject schedule) {
    String path = "/api/v1/schedules/" + schedule.getString("scheduleId") + "/shifts";
    String range = "?start_time=2030-04-01T00:00:00Z&end_time=2030-07-01T00:00:00Z";
    String at = "2030-05-05T12:00:00Z";
    return new JsonArray(
        tenant.owner().get(path + range).expect(200).getJsonArray("shifts").stream()
            .map(JsonObject.class::cast)
            .filter(shift -> shift.getString("startTime").compareTo(at) <= 0)
            .filter(shift -> shift.getString("endTime").compareTo(at) > 0)
            .toList());
  }

  private static JsonObject first(JsonObject schedule, String field) {
    return schedule.getJsonArray(field).getJsonObject(0);
  }

  private static List<String> names(JsonObject answer) {
    return answer.getJsonArray("schedules").stream()
        .map(schedule -> ((JsonObject) schedule).getString("scheduleName"))
        .toList();
  }

  private static List<String> turns(JsonObject answer) {
    return answer.getJsonArray("shifts").stream()
        .map(JsonObject.class::cast)
        .map(
            turn ->
                String.join(
                    " ",
                    turn.getString("scheduleName"),
                    turn.getJsonObject("shift").getString("startTime"),
                    turn.getJsonObject("shift").getString("endTime")))
        .toList();
  }
}
