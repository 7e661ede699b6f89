package dev.tocsin.identity.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.swap.Rota;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has borne how much, and rest, over REST. Days are from nine to nine in UTC. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FairnessTest {

  private static final String RANGE =
      "start_time=2040-01-02T09:00:00Z&end_time=2040-01-09T09:00:00Z";

  private TestTenant tenant;
  private TestUser ann;
  private TestUser ben;
  private String schedule;

  @BeforeEach
  void makeASchedule() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    ben = tenant.user("ben", "responder");
    // From Monday on; Saturday is Ben's, Sunday Ann's.
    schedule = Rota.daily(tenant, "Primary", "2040-01-02", ann, ben);
  }

  @Test
  void countsWhatEachPersonHasBorneWithOverridesForWhoStoodIn() {
    assertEquals(List.of("ann 4 96.0 32.0 24.0 0.0", "ben 3 72.0 24.0 24.0 0.0"), rows(""));

    ann.api()
        .post(
            "/api/v1/schedules/" + schedule + "/take-shift",
            new JsonObject()
                .put("startTime", "2040-01-07T09:00:00Z")
                .put("endTime", "2040-01-07T21:00:00Z"))
        .expect(200);

    assertEquals(List.of("ann 4 108.0 32.0 36.0 0.0", "ben 3 60.0 24.0 12.0 0.0"), rows(""));
  }

  @Test
  void countsHolidaysOfTheScheduleAndHoursOnTwoSchedulesOnce() {
    String other = Rota.daily(tenant, "Other", "2040-01-02", ann);
    tenant
        .owner()
        .post(
            "/api/v1/holiday-calendars",
            new JsonObject().put("scheduleId", schedule).put("region", "at"))
        .expect(200);

    // Epiphany is Friday the sixth: nine hours of Ben's, fifteen of Ann's.
    assertEquals(
        List.of("ann 4 96.0 32.0 24.0 15.0", "ben 3 72.0 24.0 24.0 9.0"),
        rows("&schedule_ids=" + schedule));
    assertEquals(List.of("ann 1 168.0 56.0 48.0 24.0", "ben 3 72.0 24.0 24.0 9.0"), rows(""));
    assertEquals(List.of("ann 1 168.0 56.0 48.0 0.0"), rows("&schedule_ids=" + other));
  }

  @Test
  void answersInCsvAndRefusesWhatItCannotAnswer() {
    String csv =
        tenant.owner().get("/api/v1/fairness?" + RANGE + "&csv=true").expect(200).getString("csv");
    assertEquals(
        "user_id,name,shifts,hours,night_hours,weekend_hours,holiday_hours\r\n"
            + ann.id()
            + ",\"ann\",4,96.00,32.00,24.00,0.00\r\n"
            + ben.id()
            + ",\"ben\",3,72.00,24.00,24.00,0.00\r\n",
        csv);
    assertEquals(
        404,
        tenant.owner().get("/api/v1/fairness?" + RANGE + "&schedule_ids=" + ann.id()).status());
    assertEquals(
        400,
        tenant
            .owner()
            .get("/api/v1/fairness?start_time=2040-01-02T00:00:00Z&end_time=2042-01-02T00:00:00Z")
            .status());
    JsonObject nameless =
        tenant.key("viewer", "schedules:read").api().get("/api/v1/fairness?" + RANGE).expect(200);
    assertTrue(!nameless.encode().contains("\"ann\""), nameless.encode());
  }

  @Test
  void restRulesAreTheTenantsAndPlansThatBreakThemAreFound() {
    JsonObject usual = ann.api().get("/api/v1/rest-rules").expect(200);
    assertEquals(0, usual.getInteger("minRestHours"));
    assertEquals("22:00", usual.getString("nightStart"));
    tenant.owner().put("/api/v1/rest-rules", new JsonObject().put("minRestHours", 11)).expect(200);
    assertEquals(List.of(), broken());

    ann.api()
        .post(
            "/api/v1/schedules/" + schedule + "/take-shift",
            new JsonObject()
                .put("startTime", "2040-01-03T17:00:00Z")
                .put("endTime", "2040-01-03T20:00:00Z"))
        .expect(200);
    assertEquals(
        List.of(
            "REST_FINDING_KIND_TOO_SHORT " + ann.id() + " 2040-01-03T09:00:00Z",
            "REST_FINDING_KIND_TOO_SHORT " + ben.id() + " 2040-01-03T17:00:00Z"),
        broken());

    JsonObject drawn =
        tenant.owner().get("/api/v1/schedules/" + schedule + "/shifts?" + RANGE).expect(200);
    JsonObject finding = drawn.getJsonArray("findings").getJsonObject(0);
    assertEquals("SCHEDULE_FINDING_KIND_REST", finding.getString("kind"));
    assertEquals(ann.id(), finding.getString("userId"));
    assertEquals("shifts[2]", finding.getString("field"));

    JsonObject rules = new JsonObject().put("minRestHours", 0).put("nightBudgetHours", 20);
    assertEquals(403, ann.api().put("/api/v1/rest-rules", rules).status());
    JsonObject changed = tenant.owner().put("/api/v1/rest-rules", rules).expect(200);
    assertEquals("06:00", changed.getString("nightEnd"));
    assertEquals(
        List.of(
            "REST_FINDING_KIND_NIGHT_BUDGET " + ann.id() + " 2040-01-06T09:00:00Z",
            "REST_FINDING_KIND_NIGHT_BUDGET " + ben.id() + " 2040-01-07T09:00:00Z",
            "REST_FINDING_KIND_NIGHT_BUDGET " + ann.id() + " 2040-01-08T09:00:00Z"),
        broken());
    assertEquals(
        "rules.min_rest_hours",
        refused(rules.copy().put("divert", true)),
        "pages are diverted for a rest of no hours");
    assertEquals(
        "rules.divert_critical",
        refused(new JsonObject().put("minRestHours", 8).put("divertCritical", true)));
    assertEquals(
        400,
        tenant
            .owner()
            .put(
                "/api/v1/rest-rules",
                rules.copy().put("nightStart", "06:00").put("nightEnd", "06:00"))
            .status());
  }

  private String refused(JsonObject rules) {
    return tenant
        .owner()
        .put("/api/v1/rest-rules", rules)
        .expect(400)
        .getJsonArray("violations")
        .getJsonObject(0)
        .getString("field");
  }

  private List<String> broken() {
    return tenant
        .owner()
        .get("/api/v1/schedules/" + schedule + "/rest?" + RANGE)
        .expect(200)
        .getJsonArray("findings")
        .stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                each.getString("kind")
                    + " "
                    + each.getString("userId")
                    + " "
                    + each.getString("startTime"))
        .toList();
  }

  private List<String> rows(String query) {
    return tenant
        .owner()
        .get("/api/v1/fairness?" + RANGE + query)
        .expect(200)
        .getJsonArray("rows")
        .stream()
        .map(JsonObject.class::cast)
        .map(
            row ->
                "%s %d %s %s %s %s"
                    .formatted(
                        row.getString("userName"),
                        row.getInteger("shifts"),
                        row.getDouble("hours"),
                        row.getDouble("nightHours"),
                        row.getDouble("weekendHours"),
                        row.getDouble("holidayHours")))
        .toList();
  }
}
