package dev.tocsin.identity.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.identity.swap.Rota;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time off, public holidays, and who could stand in, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AbsenceTest {

  private static final String CONFLICTS =
      "/conflicts?start_time=2040-01-01T00:00:00Z&end_time=2040-01-09T00:00:00Z";

  private TestTenant tenant;
  private TestUser ann;
  private TestUser ben;
  private TestUser cat;

  @BeforeEach
  void makePeople() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    ben = tenant.user("ben", "responder");
    cat = tenant.user("cat", "responder");
  }

  @Test
  void peopleEnterTheirOwnTimeOffAndTakeItBack() {
    JsonObject made =
        ann.api().post("/api/v1/time-off", time(6, 8).put("note", "Skiing")).expect(200);
    ben.api().post("/api/v1/time-off", time(2, 3)).expect(200);

    assertEquals(ann.id(), made.getString("userId"));
    assertEquals(List.of("2040-01-02", "2040-01-06"), starts(""));
    assertEquals(List.of("2040-01-06"), starts("?user_id=" + ann.id()));
    assertEquals("Skiing", note(ann));
    assertEquals("", note(ben));
    assertEquals("Skiing", made.getString("note"));
    JsonObject page = tenant.owner().get("/api/v1/time-off?page_size=1").expect(200);
    assertEquals("ben", page.getJsonObject("userNames").getString(ben.id()));
    assertEquals(List.of("2040-01-06"), starts("?page_token=" + page.getString("nextPageToken")));

    assertEquals(403, ben.api().delete("/api/v1/time-off/" + made.getString("id")).status());
    ann.api().delete("/api/v1/time-off/" + made.getString("id")).expect(200);

    assertEquals(List.of("2040-01-02"), starts(""));
    assertEquals(404, ann.api().delete("/api/v1/time-off/" + made.getString("id")).status());
    assertEquals(List.of(), Told.to(tenant));
  }

  @Test
  void managersEnterItForOthersWhoAreTold() {
    JsonObject anns = time(6, 8).put("userId", ann.id());
    assertEquals(403, ben.api().post("/api/v1/time-off", anns).status());
    TestUser boss = tenant.user("boss", "manager");

    String id = boss.api().post("/api/v1/time-off", anns).expect(200).getString("id");
    boss.api().delete("/api/v1/time-off/" + id).expect(200);

    Told.await(
        tenant,
        List.of(
            "time_off_added " + ann.email() + " You have time off",
            "time_off_removed " + ann.email() + " Your time off was taken back"));
  }

  @Test
  void timeOffThatCannotBeNamesTheField() {
    refused("time_off.end_time", time(8, 6));
    refused("time_off.end_time", range("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"));
    refused("time_off.end_time", range("2040-01-01T00:00:00Z", "2042-01-02T00:00:00Z"));
    assertEquals(400, tenant.key("manager").api().post("/api/v1/time-off", time(6, 8)).status());
  }

  @Test
  void aShiftDuringTimeOffGetsTheStandInWhoHasLeastAndOneCallTakesIt() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
    Rota.verified(tenant, ben);
    Rota.verified(tenant, cat);
    // Ann is on call on the first, the fourth and the seventh.
    ann.api()
        .post("/api/v1/time-off", range("2040-01-04T15:00:00Z", "2040-01-07T12:00:00Z"))
        .expect(200);

    JsonArray found = conflicts(schedule);

    assertEquals(2, found.size(), found.encode());
    JsonObject first = found.getJsonObject(0);
    assertEquals("SHIFT_CONFLICT_KIND_TIME_OFF", first.getString("kind"));
    assertEquals(ann.id(), first.getString("userId"));
    assertEquals("2040-01-04T15:00:00Z", first.getString("startTime"));
    assertEquals("2040-01-05T09:00:00Z", first.getString("endTime"));
    assertEquals("2040-01-07T09:00:00Z", found.getJsonObject(1).getString("startTime"));
    assertEquals("2040-01-07T12:00:00Z", found.getJsonObject(1).getString("endTime"));

    String standIn = first.getString("standInUserId");
    assertTrue(List.of(ben.id(), cat.id()).contains(standIn), first.encode());
    tenant
        .owner()
        .post(
            "/api/v1/schedules/" + schedule + "/take-shift",
            new JsonObject()
                .put("userId", standIn)
                .put("replacesUserId", ann.id())
                .put("startTime", first.getString("startTime"))
                .put("endTime", first.getString("endTime")))
        .expect(200);
    assertEquals(1, conflicts(schedule).size());
  }

  @Test
  void whoIsAwayBusyOrNotVerifiedDoesNotStandIn() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
    ann.api()
        .post("/api/v1/time-off", range("2040-01-04T09:00:00Z", "2040-01-05T09:00:00Z"))
        .expect(200);
    assertEquals("", standIn(schedule));

    Rota.verified(tenant, ben);
    assertEquals(ben.id(), standIn(schedule));

    Rota.verified(tenant, cat);
    ben.api()
        .post("/api/v1/time-off", range("2040-01-04T10:00:00Z", "2040-01-04T11:00:00Z"))
        .expect(200);
    assertEquals(cat.id(), standIn(schedule));

    Rota.daily(tenant, "Other", "2040-01-01", cat);
    assertEquals("", standIn(schedule));
  }

  @Test
  void publicHolidaysAreThePersonsOwnElseTheSchedules() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
    // Epiphany, the sixth, is a holiday in Austria and Bavaria, and none in Berlin; Cat is on call.
    attach(new JsonObject().put("scheduleId", schedule).put("region", "DE-BY"));
    assertEquals(
        List.of(
            "ann 2040-01-01T09:00:00Z 2040-01-02T00:00:00Z",
            "ben 2040-01-06T00:00:00Z 2040-01-06T09:00:00Z",
            "cat 2040-01-06T09:00:00Z 2040-01-07T00:00:00Z"),
        inTheWay(schedule));

    attach(new JsonObject().put("userId", cat.id()).put("region", "de-be"));
    attach(new JsonObject().put("userId", ben.id()).put("region", "de-be"));

    assertEquals(List.of("ann 2040-01-01T09:00:00Z 2040-01-02T00:00:00Z"), inTheWay(schedule));
    assertEquals(
        3,
        tenant
            .owner()
            .get("/api/v1/holiday-calendars")
            .expect(200)
            .getJsonArray("calendars")
            .size());
    JsonObject again = attach(new JsonObject().put("userId", cat.id()).put("region", "at"));
    assertEquals(
        List.of(
            "ann 2040-01-01T09:00:00Z 2040-01-02T00:00:00Z",
            "cat 2040-01-06T09:00:00Z 2040-01-07T00:00:00Z"),
        inTheWay(schedule));
    tenant.owner().delete("/api/v1/holiday-calendars/" + again.getString("id")).expect(200);
    assertEquals(
        2,
        tenant
            .owner()
            .get("/api/v1/holiday-calendars")
            .expect(200)
            .getJsonArray("calendars")
            .size());
  }

  @Test
  void theCalendarAndThePreviewWarnOfWhatIsInTheWay() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
    attach(new JsonObject().put("userId", cat.id()).put("region", "at"));
    ann.api()
        .post("/api/v1/time-off", range("2040-01-04T15:00:00Z", "2040-01-05T12:00:00Z"))
        .expect(200);
    String time = "start_time=2040-01-03T00:00:00Z&end_time=2040-01-08T00:00:00Z";
    List<String> wanted =
        List.of(
            "SCHEDULE_FINDING_KIND_TIME_OFF shifts[2] 2040-01-04T15:00:00Z 2040-01-05T09:00:00Z",
            "SCHEDULE_FINDING_KIND_HOLIDAY shifts[4] 2040-01-06T09:00:00Z 2040-01-07T00:00:00Z");

    JsonObject drawn =
        ann.api().get("/api/v1/schedules/" + schedule + "/shifts?" + time).expect(200);
    assertEquals(wanted, findings(drawn));

    JsonObject preview =
        ann.api()
            .post(
                "/api/v1/schedules/preview",
                range("2040-01-03T00:00:00Z", "2040-01-08T00:00:00Z")
                    .put("schedule", ann.api().get("/api/v1/schedules/" + schedule).expect(200)))
            .expect(200);
    assertEquals(wanted, findings(preview));
  }

  private static List<String> findings(JsonObject drawn) {
    return drawn.getJsonArray("findings").stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                each.getString("kind")
                    + " "
                    + each.getString("field")
                    + " "
                    + each.getString("startTime")
                    + " "
                    + each.getString("endTime"))
        .toList();
  }

  @Test
  void holidaysAreListedByRegionAndYear() {
    JsonObject austria = ann.api().get("/api/v1/holidays?region=at&year=2026").expect(200);
    assertTrue(
        austria.getJsonArray("holidays").stream()
            .anyMatch(day -> ((JsonObject) day).getString("date").equals("2026-10-26")),
        austria.encode());
    JsonArray regions = ann.api().get("/api/v1/holidays").expect(200).getJsonArray("regions");
    assertTrue(
        regions.contains(new JsonObject().put("code", "at").put("name", "Austria")),
        regions.encode());
    assertTrue(
        regions.stream().anyMatch(each -> ((JsonObject) each).getString("code").equals("de-by")));
    assertEquals(400, ann.api().get("/api/v1/holidays?region=xx").status());
    assertEquals(400, ann.api().get("/api/v1/holidays?region=de-nowhere").status());
  }

  @Test
  void holidaysAreAttachedByThePersonOrAManagerAndToOneThing() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann);
    String path = "/api/v1/holiday-calendars";
    JsonObject mine = new JsonObject().put("userId", ann.id()).put("region", "at");
    ann.api().post(path, mine).expect(200);
    assertEquals(403, ben.api().post(path, mine).status());
    JsonObject its = new JsonObject().put("scheduleId", schedule).put("region", "at");
    assertEquals(403, ann.api().post(path, its).status());
    assertEquals(400, ann.api().post(path, mine.copy().put("scheduleId", schedule)).status());
    assertEquals(400, ann.api().post(path, new JsonObject().put("region", "at")).status());
    assertEquals(400, ann.api().post(path, mine.copy().put("region", "atlantis")).status());
  }

  @Test
  void aSwapTellsOfTimeOffBefore() {
    String schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
    ben.api()
        .post("/api/v1/time-off", range("2040-01-01T12:00:00Z", "2040-01-01T13:00:00Z"))
        .expect(200);

    JsonObject would =
        ann.api()
            .post(
                "/api/v1/swaps?validate_only=true",
                range("2040-01-01T09:00:00Z", "2040-01-02T09:00:00Z")
                    .put("scheduleId", schedule)
                    .put("askedUserId", ben.id()))
            .expect(200);

    assertEquals(
        "SHIFT_CONFLICT_KIND_TIME_OFF",
        would.getJsonArray("conflicts").getJsonObject(0).getString("kind"));
  }

  private void refused(String field, JsonObject time) {
    JsonObject body = ann.api().post("/api/v1/time-off", time).expect(400);
    assertTrue(body.encode().contains("\"" + field + "\""), body.encode());
  }

  private JsonObject attach(JsonObject calendar) {
    return tenant.owner().post("/api/v1/holiday-calendars", calendar).expect(200);
  }

  private List<String> inTheWay(String schedule) {
    return conflicts(schedule).stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                (each.getString("userId").equals(ann.id())
                        ? "ann"
                        : each.getString("userId").equals(ben.id()) ? "ben" : "cat")
                    + " "
                    + each.getString("startTime")
                    + " "
                    + each.getString("endTime"))
        .toList();
  }

  private String standIn(String schedule) {
    return conflicts(schedule).getJsonObject(0).getString("standInUserId", "");
  }

  private JsonArray conflicts(String schedule) {
    return tenant
        .owner()
        .get("/api/v1/schedules/" + schedule + CONFLICTS)
        .expect(200)
        .getJsonArray("conflicts");
  }

  private List<String> starts(String query) {
    return tenant
        .owner()
        .get("/api/v1/time-off" + query)
        .expect(200)
        .getJsonArray("timeOff")
        .stream()
        .map(each -> ((JsonObject) each).getString("startTime").substring(0, 10))
        .toList();
  }

  private String note(TestUser reader) {
    return reader
        .api()
        .get("/api/v1/time-off?user_id=" + ann.id())
        .expect(200)
        .getJsonArray("timeOff")
        .getJsonObject(0)
        .getString("note", "");
  }

  private static JsonObject time(int from, int until) {
    return range("2040-01-0" + from + "T00:00:00Z", "2040-01-0" + until + "T00:00:00Z");
  }

  private static JsonObject range(String start, String end) {
    return new JsonObject().put("startTime", start).put("endTime", end);
  }
}
